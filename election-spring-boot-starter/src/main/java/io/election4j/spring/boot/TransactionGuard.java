package io.election4j.spring.boot;

import static java.util.Objects.requireNonNull;

import io.election4j.Election;
import io.election4j.Elections;
import io.election4j.Leadership;
import io.election4j.NoLongerLeaderException;
import io.election4j.jdbc.JdbcGuard;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes the writes of a transaction of Spring's conditional on still being the leader: what {@link
 * JdbcGuard} does, which says what it promises and costs, on the connection of the transaction that
 * the calling thread is in. A bean where the application has a {@link DataSource} that its
 * elections are held on.
 *
 * <pre>{@code
 * @Transactional
 * public void close() {
 *   guard.check("billing/close-of-day"); // before the first write
 *   ...
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads; it blocks the one that asks.
 */
public final class TransactionGuard {

  private final JdbcGuard guard = JdbcGuard.create();
  private final Elections elections;
  private final JdbcTemplate jdbc;

  TransactionGuard(Elections elections, DataSource dataSource) {
    this.elections = elections;
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Returns this process's leadership of an election, which lasts until the transaction ends.
   *
   * @param election one that this process stands in
   * @throws NoLongerLeaderException if it does not lead it, of the newest term that it knows
   * @throws IllegalStateException outside a transaction
   * @throws org.springframework.dao.DataAccessException of the database; nobody knows then
   */
  public Leadership check(String election) {
    requireNonNull(election, "election");
    Election known = elections.observe(election);
    Leadership leadership =
        known
            .leadership()
            .orElseThrow(() -> new NoLongerLeaderException(election, known.status().term()));
    check(leadership);
    return leadership;
  }

  /**
   * Returns if the leadership is valid, which from then on lasts until the transaction ends.
   *
   * @throws NoLongerLeaderException if it is over
   * @throws IllegalStateException outside a transaction
   * @throws org.springframework.dao.DataAccessException of the database; nobody knows then
   */
  public void check(Leadership leadership) {
    requireNonNull(leadership, "leadership");
    jdbc.execute(
        (ConnectionCallback<Boolean>)
            connection -> {
              guard.check(connection, leadership);
              return true;
            });
  }
}
