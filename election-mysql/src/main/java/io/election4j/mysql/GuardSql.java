package io.election4j.mysql;

import io.election4j.Leadership;
import io.election4j.NoLongerLeaderException;
import java.util.List;

/**
 * The statement by which a guard keeps a leadership valid until its transaction ends: it finds the
 * election's record if its term and holder are still so, and locks it in share mode. It reads what
 * is committed now whatever the isolation level is. A claim and a vacation write the record, which
 * needs the exclusive lock.
 *
 * @param text has marks for the election, the term and the holder; gives at most one row, whose
 *     only column tells whether the session commits each statement by itself
 */
record GuardSql(String text) {

  // LOCK IN SHARE MODE is what both MySQL and MariaDB know.
  private static final String GUARD =
      "SELECT @@SESSION.autocommit FROM %selection_record FORCE INDEX (PRIMARY)"
          + " WHERE election = ? AND term = ? AND holder = ? LOCK IN SHARE MODE";

  /** Looks for the table in the database that the session has selected. */
  static GuardSql inSelectedDatabase() {
    return new GuardSql(GUARD.formatted(""));
  }

  /**
   * Looks for the table in a database.
   *
   * @throws IllegalArgumentException if that is no name of a database
   */
  static GuardSql inDatabase(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("database '" + name + "' is no name for a database");
    }
    return new GuardSql(GUARD.formatted("`" + name.replace("`", "``") + "`."));
  }

  /** Returns the statement with its values. */
  Sql of(Leadership leadership) {
    return Sql.of(text, leadership.election(), leadership.term(), leadership.lease().toString());
  }

  /**
   * Judges the answer.
   *
   * @param rows one if the record was as it should be and is locked now
   * @throws NoLongerLeaderException if there is none
   */
  static void require(List<?> rows, Leadership leadership) {
    if (rows.isEmpty()) {
      throw new NoLongerLeaderException(leadership.election(), leadership.term());
    }
  }

  static IllegalStateException outsideTransaction(Leadership leadership) {
    return new IllegalStateException(
        "election '"
            + leadership.election()
            + "': the guard was asked outside a transaction, where its lock would end at once");
  }
}
