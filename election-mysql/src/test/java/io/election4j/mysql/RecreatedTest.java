package io.election4j.mysql;

import static io.election4j.spi.StoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.LeaderChanged;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.Elections;
import io.election4j.Leadership;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.StoreException;
import io.election4j.sql.mysql.MySqlSchema;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A database that is dropped and created anew under a store that is in use. */
class RecreatedTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Database database = Database.create();
  private final String name = database.address().database();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void electionsGoOnWhenTheDatabaseIsThereAgain() throws Exception {
    try (Elections one = elections("one");
        Elections two = elections("two")) {
      Election first = one.join("books");
      Leadership before = elected(first);
      Election second = two.join("books");
      second.events().ofType(LeaderChanged.class).blockFirst(PATIENCE);
      Mono<Elected> later =
          Flux.merge(first.events(), second.events())
              .ofType(Elected.class)
              .filter(elected -> elected.leadership().isValid())
              .filter(elected -> elected.leadership() != before)
              .doOnNext(elected -> assertThat(before.isValid()).as("the former leader").isFalse())
              .next();

      CompletableFuture<Revoked> revoked = revoked(first);
      database.run("DROP DATABASE " + name);
      revoked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(before.isValid()).isFalse();
      database.run("CREATE DATABASE " + name);

      assertThat(later.block(PATIENCE)).isNotNull();
      assertThat(List.of(first, second)).filteredOn(e -> e.leadership().isPresent()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"election_record", "election_lease"})
  void electionsGoOnWhenATableWasDropped(String table) throws Exception {
    try (Elections one = elections("one")) {
      Election books = one.join("books");
      Leadership before = elected(books);

      CompletableFuture<Revoked> revoked = revoked(books);
      database.run("DROP TABLE " + table);
      revoked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

      Elected after =
          books
              .events()
              .ofType(Elected.class)
              .filter(elected -> elected.leadership() != before)
              .blockFirst(PATIENCE);
      assertThat(after.leadership().isValid()).isTrue();
    }
  }

  @Test
  void theCauseIsToldAsItChanges() {
    try (MySqlLeaseStore store = database.preparedStore()) {
      database.run("DROP DATABASE " + name);
      assertThat(fault(store)).hasMessageContaining("Unknown database '" + name + "'");

      database.run("CREATE DATABASE " + name);
      assertThat(fault(store))
          .hasMessageContaining("doesn't exist")
          .hasMessageEndingWith("they are there again, without what they held");
      assertThat(observe(store).block(PATIENCE)).isNotNull();
    }
  }

  @Test
  void whatAStoreMayNotCreateItAsksFor() {
    database.preparedStore().close();
    try (MySqlLeaseStore store =
        MySqlLeaseStoreBuilder.of(database.address()).neverCreate().build()) {
      store.prepare().block(PATIENCE);
      database.run("DROP TABLE election_record, election_lease");

      assertThat(fault(store))
          .hasMessageContaining("there is no table election_lease")
          .hasMessageContaining("the store's schema()");
      assertThat(database.column("name", "SHOW TABLES").size()).isZero();

      MySqlSchema.TABLES.values().forEach(table -> database.run(table.creation()));
      assertThat(observe(store).block(PATIENCE)).isNotNull();
    }
  }

  @Test
  void whoMayNotCreateTablesIsToldSoWhileTheyAreMissing() {
    try (MySqlLeaseStore admin = database.preparedStore()) {
      String user = "reader_" + name.substring(name.length() - 8);
      database.run("CREATE USER '" + user + "'@'%' IDENTIFIED BY 'canary'");
      database.run(
          "GRANT SELECT, INSERT, UPDATE, DELETE, LOCK TABLES ON "
              + name
              + ".* TO '"
              + user
              + "'@'%'");
      try (MySqlLeaseStore store =
          MySqlLeaseStoreBuilder.of(database.addressOf(user, "canary")).build()) {
        store.prepare().block(PATIENCE);
        database.run("DROP TABLE election_record, election_lease");

        assertThat(fault(store)).hasMessageContaining("CREATE command denied");

        admin.prepare().block(PATIENCE);
        assertThat(observe(store).block(PATIENCE)).isNotNull();
      } finally {
        database.run("DROP USER '" + user + "'@'%'");
      }
    }
  }

  @Test
  void tablesOfAFormerVersionThatWereRestoredAreBroughtUpToDate() {
    try (MySqlLeaseStore store = database.preparedStore()) {
      database.run("ALTER TABLE election_record DROP COLUMN request");

      assertThat(fault(store)).hasMessageContaining("they are there again");

      assertThat(observe(store).block(PATIENCE)).isNotNull();
    }
  }

  private static Mono<?> observe(MySqlLeaseStore store) {
    return store.observe(Marker.START, List.of(LeaseId.random()), List.of("books"));
  }

  private static StoreException fault(MySqlLeaseStore store) {
    StoreException fault =
        catchThrowableOfType(StoreException.class, () -> observe(store).block(PATIENCE));
    assertThat(fault).returns(UNAVAILABLE, StoreException::kind);
    return fault;
  }

  private Elections elections(String candidate) {
    return Elections.builder(database.store())
        .candidate(Candidate.named(candidate))
        .lease(Duration.ofSeconds(2))
        .build();
  }

  /** Subscribes now, before there is anything to miss. */
  private static CompletableFuture<Revoked> revoked(Election election) {
    return election.events().ofType(Revoked.class).next().toFuture();
  }

  private static Leadership elected(Election election) {
    return election.events().ofType(Elected.class).blockFirst(PATIENCE).leadership();
  }
}
