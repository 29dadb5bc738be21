package io.election4j.proof.chaos.databases;

import io.election4j.demo.harness.ServerAddress;
import io.election4j.proof.chaos.Ledger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A row of a table of its own, which one conditional statement writes. */
final class SqlLedger implements Ledger {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS chaos_ledger (
        election VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
        fence BIGINT NOT NULL,
        value BIGINT NOT NULL,
        entries MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        PRIMARY KEY (election)
      ) ENGINE = InnoDB ROW_FORMAT = DYNAMIC""";

  /** Several sessions may create it at the same time, which IF NOT EXISTS does not bear. */
  private static final String POSTGRESQL_TABLE =
      """
      DO $$ BEGIN
        CREATE TABLE chaos_ledger (
          election VARCHAR(200) PRIMARY KEY,
          fence BIGINT NOT NULL,
          value BIGINT NOT NULL,
          entries TEXT NOT NULL
        );
      EXCEPTION WHEN duplicate_table OR unique_violation THEN NULL;
      END $$""";

  private static final String APPEND =
      "UPDATE chaos_ledger SET fence = ?, value = value + 1, entries = CONCAT(entries, ?)"
          + " WHERE election = ? AND fence <= ?";

  private final boolean postgres;
  private final SqlSession session;

  SqlLedger(ServerAddress address) {
    postgres = SqlProduct.of(address).isPostgreSql();
    session = SqlSession.to(address, PATIENCE);
  }

  @Override
  public void create(String election) {
    session.update(postgres ? POSTGRESQL_TABLE : TABLE);
    session.update("INSERT INTO chaos_ledger VALUES (?, 0, 0, '')", election);
  }

  @Override
  public boolean append(String election, long term, String entry) {
    return session.update(APPEND, term, term + ":" + entry + ";", election, term) == 1;
  }

  @Override
  public Contents read(String election) {
    return session
        .rows(
            row ->
                new Contents(
                    Objects.requireNonNull(row.get(0, Long.class)),
                    entries(Objects.requireNonNull(row.get(1, String.class)))),
            "SELECT value, entries FROM chaos_ledger WHERE election = ?",
            election)
        .get(0);
  }

  private static List<Entry> entries(String text) {
    return Arrays.stream(text.split(";"))
        .filter(one -> !one.isEmpty())
        .map(one -> one.split(":", 2))
        .map(parts -> new Entry(Long.parseLong(parts[0]), parts[1]))
        .toList();
  }

  @Override
  public void close() {
    session.close();
  }
}
