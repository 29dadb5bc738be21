package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.election4j.Candidate;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import io.election4j.sql.mysql.MySqlSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

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

    MySqlSchema.TABLES.values().forEach(table -> database.run(table.creation()));

    prepare(database.address(), false);
    assertThat(created).containsExactly("election_lease", "election_record");
    assertThat(MySqlLeaseStore.schema())
        .contains("GRANT SELECT, INSERT, UPDATE, DELETE ON elections.election_lease")
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
        "MODIFY request INT NULL; column election_record.request is INT, not TEXT",
        "DROP KEY election_record_changed, ADD KEY election_record_changed (term); term is BIGINT INDEX",
        "DROP PRIMARY KEY; column election_record.election",
        "ENGINE = MyISAM; not kept by InnoDB but by MyISAM",
      })
  void aTableThatIsNotAsItMustBeIsRefused(String alteration, String fault) {
    prepare(database.address(), true);
    database.run("ALTER TABLE election_record " + alteration);

    assertFault(() -> prepare(database.address(), true), fault);
  }

  @Test
  void tablesOfTheFormerVersionAreUpgradedAndKeepWhatTheyHold() {
    MySqlLeaseStore store = formerly();

    prepare(database.address(), true);

    prepare(database.address(), false);
    assertThat(index()).containsExactly("changed", "stamp");
    assertThat(store.list("").map(ElectionRecord::election).collectList().block(PATIENCE))
        .containsExactly("a");
  }

  @Test
  void manyProcessesUpgradeAtOnce() {
    formerly();
    List<Mono<Void>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(built(database.address(), true).prepare());
    }

    Mono.when(all).block(PATIENCE);

    prepare(database.address(), false);
  }

  @Test
  void neverCreateSaysWhatTheFormerVersionLacksAndUpgradesNothing() {
    formerly();

    assertFault(
        () -> prepare(database.address(), false),
        "column election_record.request is missing, not TEXT utf8mb4_bin, which this adds: ALTER"
            + " TABLE election_record ADD request TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
            + " NULL;");
    prepare(database.address(), true);
    database.run("ALTER TABLE election_record DROP KEY election_record_changed");
    assertFault(
        () -> prepare(database.address(), false),
        "column election_record.changed is BIGINT, not BIGINT INDEX, which this adds: ALTER TABLE"
            + " election_record ADD KEY election_record_changed (changed, stamp);");

    assertThat(index()).isEmpty();
  }

  @Test
  void anIndexOfTheTimeOfTheChangeAloneIsAccepted() {
    prepare(database.address(), true);
    database.run(
        "ALTER TABLE election_record DROP KEY election_record_changed,"
            + " ADD KEY election_record_changed (changed)");

    prepare(database.address(), false);
    prepare(database.address(), true);

    assertThat(index()).containsExactly("changed");
  }

  @Test
  void anUpgradeDoesNotKeepOthersWaitingForALongTransaction() {
    formerly();
    database.run("START TRANSACTION");
    database.column("election", "SELECT election FROM election_record");
    long start = System.nanoTime();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> prepare(database.address(), true))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNAVAILABLE));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    database.run("ROLLBACK");
    prepare(database.address(), true);
  }

  @Test
  void whoMayNotAlterTablesIsToldSo() {
    formerly();
    Address user = user("SELECT, INSERT, UPDATE, DELETE");

    assertFault(() -> prepare(user, true), "ALTER command denied");
  }

  /** Makes the tables those of the former version, with a record in them. */
  private MySqlLeaseStore formerly() {
    MySqlLeaseStore store = prepare(database.address(), true);
    store.create(List.of("a")).block(PATIENCE);
    database.run(
        "ALTER TABLE election_record DROP COLUMN request, DROP KEY election_record_changed");
    return store;
  }

  private List<String> index() {
    return database.column(
        "name",
        "SELECT COLUMN_NAME AS name FROM information_schema.STATISTICS WHERE TABLE_SCHEMA ="
            + " DATABASE() AND INDEX_NAME = 'election_record_changed' ORDER BY SEQ_IN_INDEX");
  }

  @Test
  void aColumnMoreDoesNoHarm() {
    prepare(database.address(), true);
    database.run("ALTER TABLE election_record ADD note TEXT");

    prepare(database.address(), false);
  }

  @Test
  void aColumnMoreThatEveryInsertionMustFillIsRefused() {
    prepare(database.address(), true);
    database.run("ALTER TABLE election_lease ADD tenant INT NOT NULL");

    assertFault(
        () -> prepare(database.address(), true),
        "column election_lease.tenant must be filled, which the store does not know");
    database.run("ALTER TABLE election_lease MODIFY tenant INT NOT NULL DEFAULT 1");
    prepare(database.address(), true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"election_lease", "election_record"})
  void aViewInPlaceOfATableIsRefused(String name) {
    prepare(database.address(), true);
    database.run("RENAME TABLE " + name + " TO elsewhere");
    database.run("CREATE VIEW " + name + " AS SELECT * FROM elsewhere");

    assertFault(() -> prepare(database.address(), true), name + " is no table of its own");
  }

  @ParameterizedTest
  @CsvSource({
    "election_record, 'holder', election_record",
    "election_lease, 'candidate', election_lease",
    "election_record, 'leader, leader_priority', election_record",
  })
  void aUniqueKeyMoreIsRefused(String table, String columns, String named) {
    prepare(database.address(), true);
    database.run("ALTER TABLE " + table + " ADD UNIQUE KEY only_one (" + columns + ")");

    assertFault(
        () -> prepare(database.address(), true),
        "table " + named + " has a unique key only_one, which would refuse what has to be written");
  }

  @Test
  void anIndexMoreDoesNoHarm() {
    prepare(database.address(), true);
    database.run("ALTER TABLE election_record ADD KEY by_holder (holder)");
    database.run("ALTER TABLE election_lease ADD KEY by_candidate (candidate, priority)");

    prepare(database.address(), false);
  }

  @Test
  void theGrantsInTheSchemaAreEnough() {
    prepare(database.address(), true);
    Address user = user("SELECT, INSERT, UPDATE");
    database.run("GRANT DELETE ON election_lease TO '" + user.user() + "'@'%'");

    database.run("GRANT LOCK TABLES ON " + user.database() + ".* TO '" + user.user() + "'@'%'");

    MySqlLeaseStore store = prepare(user, false);

    store.create(List.of("a")).block(PATIENCE);
    Lease lease = Lease.opening(LeaseId.random(), PATIENCE, Candidate.named("me"));
    store.open(lease).block(PATIENCE);
    assertThat(store.claim(lease, List.of(ElectionRecord.created("a"))).blockLast(PATIENCE))
        .isEqualTo(store.list("").blockLast(PATIENCE))
        .matches(record -> record.heldBy(lease.id()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT", "INSERT", "UPDATE", "DELETE"})
  void aMissingGrantIsToldWithoutChangingAnything(String missing) {
    prepare(database.address(), true);
    List<String> grants = new ArrayList<>(List.of("SELECT", "INSERT", "UPDATE", "DELETE"));
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
    MySqlLeaseStore store = built(address, create);
    store.prepare().block(PATIENCE);
    return store;
  }

  private MySqlLeaseStore built(Address address, boolean create) {
    MySqlLeaseStoreBuilder builder = MySqlLeaseStoreBuilder.of(address);
    MySqlLeaseStore store = (create ? builder : builder.neverCreate()).build();
    stores.add(store);
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
