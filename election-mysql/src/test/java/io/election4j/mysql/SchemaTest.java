package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code prepare} creates, and what it demands. */
class SchemaTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Database database = Database.create();
  private final List<MySqlLeaseStore> stores = new ArrayList<>();

  @AfterEach
  void close() {
    stores.forEach(MySqlLeaseStore::close);
    database.close();
  }

  @Test
  void theSchemaIsWhatPrepareCreates() {
    prepare(database.address(), true);
    List<String> created = tables();
    created.forEach(table -> database.run("DROP TABLE " + table));

    Schema.TABLES.values().forEach(table -> database.run(table.creation()));

    prepare(database.address(), false);
    assertThat(created).containsExactly("election_lease", "election_record");
    assertThat(MySqlLeaseStore.schema())
        .contains("GRANT SELECT, INSERT, UPDATE")
        .contains("CREATE TABLE IF NOT EXISTS election_record");
  }

  @Test
  void withoutTablesNeverCreateFailsAndCreatesNothing() {
    assertFault(() -> prepare(database.address(), false), "there is no table election_lease");

    assertThat(tables()).isEmpty();
  }

  @Test
  void neverCreateAndPrepareChangeNothingThatIsThere() {
    prepare(database.address(), true);
    long writes = writes();

    prepare(database.address(), false);
    prepare(database.address(), true);

    assertThat(writes()).isEqualTo(writes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "DROP COLUMN stamp; column election_record.stamp is missing",
        "MODIFY term INT NOT NULL; column election_record.term is INT, not BIGINT",
        "MODIFY election VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL; VARCHAR(100)",
        "MODIFY election VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL; general_ci",
        "DROP KEY election_record_changed; column election_record.changed is BIGINT, not BIGINT INDEX",
        "DROP PRIMARY KEY; column election_record.election",
        "ENGINE = MyISAM; not kept by InnoDB but by MyISAM",
      })
  void aTableThatIsNotAsItMustBeIsRefused(String alteration, String fault) {
    prepare(database.address(), true);
    database.run("ALTER TABLE election_record " + alteration);

    assertFault(() -> prepare(database.address(), true), fault);
  }

  @Test
  void aColumnMoreDoesNoHarm() {
    prepare(database.address(), true);
    database.run("ALTER TABLE election_record ADD note TEXT");

    prepare(database.address(), false);
  }

  @Test
  void theGrantsInTheSchemaAreEnough() {
    prepare(database.address(), true);
    Address user = user("SELECT, INSERT, UPDATE");

    MySqlLeaseStore store = prepare(user, false);

    store.create(List.of("a")).block(PATIENCE);
    assertThat(store.list("").blockLast(PATIENCE)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT", "INSERT", "UPDATE"})
  void aMissingGrantIsToldWithoutChangingAnything(String missing) {
    prepare(database.address(), true);
    List<String> grants = new ArrayList<>(List.of("SELECT", "INSERT", "UPDATE"));
    grants.remove(missing);
    Address user = user(String.join(", ", grants));
    long writes = writes();

    assertFault(() -> prepare(user, false), missing + " command denied");

    assertThat(writes()).isEqualTo(writes);
  }

  @Test
  void whoMayNotCreateTablesIsToldSo() {
    prepare(database.address(), true);
    Address user = user("SELECT, INSERT, UPDATE");
    tables().forEach(table -> database.run("DROP TABLE " + table));

    assertFault(() -> prepare(user, true), "CREATE command denied");
  }

  private Address user(String grants) {
    String name = "user_" + UUID.randomUUID().toString().substring(0, 8);
    database.run("CREATE USER '" + name + "'@'%' IDENTIFIED BY 'canary'");
    for (String table : tables()) {
      database.run(
          "GRANT "
              + grants
              + " ON "
              + database.address().database()
              + "."
              + table
              + " TO '"
              + name
              + "'@'%'");
    }
    return database.addressOf(name, "canary");
  }

  private MySqlLeaseStore prepare(Address address, boolean create) {
    MySqlLeaseStoreBuilder builder = MySqlLeaseStoreBuilder.of(address);
    MySqlLeaseStore store = (create ? builder : builder.neverCreate()).build();
    stores.add(store);
    store.prepare().block(PATIENCE);
    return store;
  }

  private List<String> tables() {
    return database.column(
        "name",
        "SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()"
            + " ORDER BY 1");
  }

  /** Rows written and tables created, as the server counts them. */
  private long writes() {
    return List.of("Handler_write", "Handler_update", "Handler_delete", "Com_create_table").stream()
        .filter(name -> !name.equals("Handler_write"))
        .mapToLong(database::status)
        .sum();
  }

  private static void assertFault(Runnable preparing, String fault) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(preparing::run)
        .withMessageContaining(fault)
        .satisfies(
            error -> {
              assertThat(error.kind()).isEqualTo(StoreException.Kind.MISCONFIGURED);
              assertThat(error.getMessage()).doesNotContain("canary").doesNotContain("\n");
            });
  }
}
