package io.election4j.samples.billing;

import io.election4j.Elections;
import io.election4j.Leadership;
import io.election4j.spring.boot.TransactionGuard;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is in the database. All but the charges is written by leaders only, in transactions that are
 * committed in the leader's term, or never.
 */
@Repository
class Books {

  private final JdbcTemplate jdbc;
  private final TransactionGuard guard;
  private final String instance;

  Books(JdbcTemplate jdbc, TransactionGuard guard, Elections elections) {
    this.jdbc = jdbc;
    this.guard = guard;
    this.instance = elections.candidate().name();
  }

  @Transactional
  public void charge(String customer, long cents) {
    jdbc.update(
        "INSERT INTO charge (customer, shard, cents) VALUES (?, ?, ?)",
        customer,
        Shards.of(customer),
        cents);
  }

  /** Sends an invoice for all new charges of a shard, if there are any. */
  @Transactional
  public void invoice(int shard, Leadership leadership) {
    guard.check(leadership);
    jdbc.update(
        """
        WITH sent AS (
          INSERT INTO invoice (shard, cents, term, instance)
          SELECT ?, sum(cents), ?, ? FROM charge WHERE shard = ? AND invoice IS NULL
          HAVING count(*) > 0 RETURNING id)
        UPDATE charge SET invoice = sent.id FROM sent WHERE shard = ? AND invoice IS NULL
        """,
        shard,
        leadership.term(),
        instance,
        shard,
        shard);
  }

  /** Closes a day with all invoices that were sent in it. */
  @Transactional
  public void close() {
    Leadership leadership = guard.check(CloseOfDay.ELECTION);
    jdbc.update(
        """
        WITH sent AS (UPDATE invoice SET closed = TRUE WHERE NOT closed RETURNING cents)
        INSERT INTO closing (cents, term, instance) SELECT coalesce(sum(cents), 0), ?, ? FROM sent
        """,
        leadership.term(),
        instance);
  }

  /** Returns what was charged, invoiced and closed in all, in cents. */
  @Transactional(readOnly = true)
  public Map<String, Object> totals() {
    return jdbc.queryForMap(
        """
        SELECT (SELECT coalesce(sum(cents), 0) FROM charge) AS charged,
          (SELECT coalesce(sum(cents), 0) FROM invoice) AS invoiced,
          (SELECT coalesce(sum(cents), 0) FROM closing) AS closed,
          (SELECT count(*) FROM closing) AS days
        """);
  }
}
