package io.election4j.mysql;

import static io.election4j.internal.RunningElections.trustedUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.ElectionEvent.Elected;
import io.election4j.Elections;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A process that has not got the connections to renew its lease, beside one that has. */
class SickCandidateTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LEASE = Duration.ofSeconds(4);

  private static Elections start(MySqlLeaseStore store, String name) {
    return Elections.builder(store).candidate(Candidate.named(name)).lease(LEASE).build();
  }

  private static MySqlLeaseStore limited(Database database) {
    database.preparedStore().close();
    String user = database.address().database().replace("test_", "u_").substring(0, 30);
    database.run(
        "CREATE USER '" + user + "'@'%' IDENTIFIED BY 'canary' WITH MAX_USER_CONNECTIONS 2");
    database.run("GRANT ALL ON " + database.address().database() + ".* TO '" + user + "'@'%'");
    return MySqlLeaseStoreBuilder.of(database.addressOf(user, "canary")).build();
  }

  @Test
  void whoeverHasNoConnectionLeftToRenewDoesNotKeepAHealthyOneFromLeading() {
    try (Database database = Database.create();
        Elections sick = start(limited(database), "sick");
        Elections healthy = start(database.store(), "healthy")) {
      List<ElectionEvent> told = new CopyOnWriteArrayList<>();
      sick.events().subscribe(told::add);
      sick.join("books");
      sick.storeEvents().blockFirst(PATIENCE); // a renewal has failed
      Election books = healthy.join("books");
      Elected won = books.events().ofType(Elected.class).blockFirst(PATIENCE);
      assertThat(won).isNotNull();
      // Five renewals for every lease: four leases.
      trustedUntil(healthy).take(20).blockLast(PATIENCE);
      assertThat(books.leadership()).isPresent();
      assertThat(books.leadership().orElseThrow().term()).isEqualTo(won.term());
      assertThat(told.stream().filter(Elected.class::isInstance).count()).isLessThanOrEqualTo(2);
    }
  }
}
