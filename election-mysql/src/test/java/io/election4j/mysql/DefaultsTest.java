package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.election4j.Candidate;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables are the same whatever a server's defaults are. */
class DefaultsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Lease me =
      Lease.opening(LeaseId.random(), Duration.ofSeconds(15), Candidate.named("me"));

  @ParameterizedTest
  @CsvSource({
    "innodb_default_row_format, compact",
    "innodb_default_row_format, redundant",
    "default_storage_engine, MyISAM",
    "default_storage_engine, MEMORY",
    "character_set_server, latin1",
    "character_set_server, utf8mb4",
    "collation_server, utf8mb4_general_ci",
    "innodb_file_per_table, OFF",
    "explicit_defaults_for_timestamp, OFF",
    "sql_require_primary_key, ON",
    "sql_generate_invisible_primary_key, ON",
    "default_table_encryption, OFF",
    "innodb_compression_default, ON",
    "innodb_strict_mode, OFF",
    "sql_mode, ANSI",
    "sql_mode, 'TRADITIONAL,NO_ZERO_DATE,NO_BACKSLASH_ESCAPES'",
    "autocommit, OFF",
    "sql_safe_updates, ON",
    "foreign_key_checks, OFF"
  })
  void aDefaultOfTheServerDoesNotMatter(String variable, String value) {
    try (Database admin = Database.create()) {
      List<String> former = admin.column("Value", "SHOW GLOBAL VARIABLES LIKE '" + variable + "'");
      assumeThat(former).as("this server has no " + variable).hasSize(1);
      admin.run("SET GLOBAL " + variable + " = '" + value + "'");
      try (Database database = Database.create();
          MySqlLeaseStore store = database.store()) {
        leads(store);
        assertThat(format(database)).containsOnly("InnoDB Dynamic");
      } finally {
        admin.run("SET GLOBAL " + variable + " = '" + former.get(0) + "'");
      }
    }
  }

  @Test
  void aDatabaseOfAnotherCharacterSetWillDo() {
    try (Database database = Database.create()) {
      database.run("ALTER DATABASE " + database.address().database() + " CHARACTER SET ucs2");
      try (MySqlLeaseStore store = database.store()) {
        leads(store);
      }
    }
  }

  private void leads(MySqlLeaseStore store) {
    store.prepare().block(PATIENCE);
    String name = "🗳".repeat(100);
    store.open(me).block(PATIENCE);
    store.create(List.of(name)).block(PATIENCE);
    assertThat(store.claim(me, List.of(ElectionRecord.created(name))).blockLast(PATIENCE))
        .matches(record -> record.heldBy(me.id()));
  }

  private static List<String> format(Database database) {
    return database.column(
        "format",
        "SELECT CONCAT(ENGINE, ' ', ROW_FORMAT) AS format FROM information_schema.TABLES"
            + " WHERE TABLE_SCHEMA = DATABASE()");
  }
}
