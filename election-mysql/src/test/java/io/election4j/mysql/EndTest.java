package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Election;
import io.election4j.ElectionEvent.Elected;
import io.election4j.Elections;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.sql.Sql;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/** What is closed is closed when that is reported, and nothing of it goes on. */
@Timeout(120)
class EndTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration MOMENT = Duration.ofMillis(20);
  private static final LoopResources LOOPS = LoopResources.create("end-test", 1, true);
  private static final int TIMES = 5;

  /** One for these tests alone: on the others' there are others' connections. */
  private static final TestServer SERVER = TestServers.mysql();

  private final Address address = AddressUrl.parse(SERVER.url());
  private final R2dbcSession session = new R2dbcSession(address, (connection, leader) -> null);

  /** Other tests may have left theirs. */
  private final Set<Thread> before = Thread.getAllStackTraces().keySet();

  @AfterEach
  void close() {
    session.close();
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private MySqlLeaseStore store() {
    return MySqlLeaseStoreBuilder.of(address).build();
  }

  @Test
  void theServerIsToldAndTheThreadsHaveEndedWhenElectionsAreClosed() {
    endsInPeace(this::store);
  }

  @Test
  void soItIsOnConnectionsOfAFactoryThatWasHandedIn() {
    ConnectionFactory factory = address.factory(Duration.ofSeconds(5), LOOPS);
    endsInPeace(() -> MySqlLeaseStore.create(factory));
  }

  @Test
  void soItIsWhereCallbacksComeOnThreadsThatMustNotWait() {
    long aborted = aborted();

    Elections elections = Elections.builder(store()).callbacks(Schedulers.parallel()).build();
    lead(elections);
    elections.close();

    assertThat(threads()).isEmpty();
    assertThat(aborted()).isEqualTo(aborted);
  }

  @Test
  void aStoreThatIsClosedWhileItConnectsLeavesNothingEither() {
    long aborted = aborted();

    for (int i = 0; i < TIMES; i++) {
      MySqlLeaseStore store = store();
      store.leases().subscribe(lease -> {}, closed -> {});
      store.prepare().subscribe(done -> {}, closed -> {});
      store.close();
      assertThat(threads()).isEmpty();
    }

    assertThat(aborted()).isEqualTo(aborted);
  }

  @Test
  void aStoreThatWasNeverUsedIsClosedAsWellAndTwice() {
    MySqlLeaseStore store = store();
    store.close();
    store.close();

    assertThat(threads()).isEmpty();
  }

  private void endsInPeace(Supplier<MySqlLeaseStore> stores) {
    long aborted = aborted();

    for (int i = 0; i < TIMES; i++) {
      Elections elections = Elections.builder(stores.get()).build();
      lead(elections);
      elections.close();
      assertThat(threads()).isEmpty();
    }

    assertThat(aborted()).isEqualTo(aborted);
  }

  private static void lead(Elections elections) {
    Election election = elections.join("e");
    election.events().ofType(Elected.class).blockFirst(PATIENCE);
    election.whileLeading(leadership -> Mono.never()).subscribe();
  }

  /** Returns how many connections the server has lost, once it has noticed all that are gone. */
  private long aborted() {
    while (status("Threads_connected") > 1) {
      Database.wait(MOMENT);
    }
    return status("Aborted_clients") + status("Aborted_connects");
  }

  private long status(String name) {
    return new RawSession(session.connection())
        .rows(Sql.of("SHOW GLOBAL STATUS LIKE '" + name + "'"), row -> Long.parseLong(row.text(1)))
        .block(PATIENCE)
        .get(0);
  }

  private List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .filter(name -> name.startsWith("election"))
        .toList();
  }
}
