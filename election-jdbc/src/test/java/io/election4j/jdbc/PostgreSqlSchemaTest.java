package io.election4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.StoreException;
import io.election4j.spi.StoreException.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store makes of tables, roles and databases that are not as they should be. */
class PostgreSqlSchemaTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SECRET = "canary-41aa";

  private static TestServer server;

  private final Place place = Place.of(server).another();

  @BeforeAll
  static void startServer() {
    server = TestServers.postgreSql();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private static void prepare(Place place) {
    try (JdbcLeaseStore store = place.store().build()) {
      store.prepare().block(PATIENCE);
    }
  }

  private static StoreException fault(Place place) {
    try (JdbcLeaseStore store = place.store().build()) {
      return (StoreException) store.prepare().materialize().block(PATIENCE).getThrowable();
    }
  }

  private static void refused(Place place, String words) {
    StoreException told = fault(place);
    assertThat(told).hasMessageContaining(words).hasMessageNotContaining(SECRET);
    assertThat(told.kind()).isEqualTo(Kind.MISCONFIGURED);
  }

  @Test
  void theSchemaPrintedIsWhatTheStoreCreates() {
    place.run(JdbcLeaseStore.postgresqlSchema());
    try (JdbcLeaseStore store = place.store().neverCreate().build()) {
      store.prepare().block(PATIENCE);
    }
  }

  @Test
  void theLeastGrantsOfTheSchemaAreEnough() {
    prepare(place);
    place.run(
        "CREATE ROLE least LOGIN PASSWORD '" + SECRET + "'",
        "GRANT USAGE ON SCHEMA public TO least",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON election_lease TO least",
        "GRANT SELECT, INSERT, UPDATE ON election_record TO least");
    try (JdbcLeaseStore store = place.as("least", SECRET).store().neverCreate().build()) {
      store.prepare().block(PATIENCE);
      store.create(List.of("granted")).block(PATIENCE);
      assertThat(store.observe(null, List.of(), List.of("granted")).block(PATIENCE).identity())
          .isNotEmpty();
    }
    place.run("REVOKE DELETE ON election_lease FROM least");
    refused(place.as("least", SECRET), "the role lacks DELETE on election_lease");
    place.run("DROP OWNED BY least", "DROP ROLE least");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALTER TABLE election_record DROP COLUMN request | election_record.request is missing",
        "ALTER TABLE election_record ALTER COLUMN value TYPE varchar(10) | election_record.value is",
        "ALTER TABLE election_record ADD COLUMN mine integer NOT NULL | must be filled",
        "ALTER TABLE election_lease SET UNLOGGED | a crash would empty it",
        "CREATE UNIQUE INDEX mine ON election_record (leader) | has a unique key mine",
        "ALTER TABLE election_record DROP CONSTRAINT election_record_pkey | no primary key",
        "ALTER TABLE election_record RENAME TO other;"
            + " CREATE VIEW election_record AS SELECT * FROM other | is no table of its own",
        "ALTER TABLE election_record ALTER COLUMN election TYPE varchar(200) COLLATE \"default\""
            + " | election_record.election is",
      })
  void tablesThatAreNotAsTheyMustBeAreNamed(String change, String words) {
    prepare(place);
    place.run(change);

    refused(place, words);
  }

  @Test
  void anUnknownDatabaseAndAWrongPasswordAreFinalAndTellNoSecret() {
    refused(place.in("nowhere"), "create the database, or name another one");
    refused(place.as("nobody", SECRET), "nobody");
  }

  @Test
  void anotherEncodingThanUtf8IsRefused() {
    Place narrow = place.in(place.database() + "_narrow");
    place.run(
        "CREATE DATABASE "
            + narrow.database()
            + " ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
    refused(narrow, "has encoding LATIN1, UTF8 is needed");
  }

  @Test
  void aServerThatMayOnlyBeReadIsTriedAgain() {
    prepare(place);
    try (JdbcLeaseStore store = place.store().build()) {
      store.prepare().block(PATIENCE);
      place.run("ALTER DATABASE " + place.database() + " SET default_transaction_read_only = on");
      store.create(List.of("one")).block(PATIENCE); // a session of ours says otherwise
    }
  }

  @Test
  void tablesThatVanishAreMadeAnew() {
    prepare(place);
    try (JdbcLeaseStore store = place.store().build()) {
      store.prepare().block(PATIENCE);
      place.run("DROP TABLE election_record", "DROP TABLE election_lease");

      StoreException told =
          (StoreException)
              store.create(List.of("one")).materialize().block(PATIENCE).getThrowable();
      assertThat(told).hasMessageEndingWith("they are there again, without what they held");
      store.create(List.of("one")).block(PATIENCE);
    }
  }
}
