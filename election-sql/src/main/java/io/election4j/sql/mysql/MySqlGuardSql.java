package io.election4j.sql.mysql;

import io.election4j.Leadership;
import io.election4j.sql.Sql;

/**
 * The statement by which a guard keeps a leadership valid until its transaction ends: it finds the
 * election's record if its term and holder are still so, and locks it in share mode. It reads what
 * is committed now whatever the isolation level is. A claim and a vacation write the record, which
 * needs the exclusive lock.
 *
 * @param text has marks for the election, the term and the holder; gives at most one row, whose
 *     only column tells whether the session commits each statement by itself
 */
public record MySqlGuardSql(String text) {

  // LOCK IN SHARE MODE is what both MySQL and MariaDB know.
  private static final String GUARD =
      "SELECT @@SESSION.autocommit FROM %selection_record FORCE INDEX (PRIMARY)"
          + " WHERE election = ? AND term = ? AND holder = ? LOCK IN SHARE MODE";

  /** Looks for the table in the database that the session has selected. */
  public static MySqlGuardSql inSelectedDatabase() {
    return new MySqlGuardSql(GUARD.formatted(""));
  }

  /**
   * Looks for the table in a database.
   *
   * @throws IllegalArgumentException if that is no name of a database
   */
  public static MySqlGuardSql inDatabase(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("database '" + name + "' is no name for a database");
    }
    return new MySqlGuardSql(GUARD.formatted("`" + name.replace("`", "``") + "`."));
  }

  /** Returns the statement with its values. */
  public Sql of(Leadership leadership) {
    return Sql.of(text, leadership.election(), leadership.term(), leadership.lease().toString());
  }
}
