package io.election4j.sql.postgresql;

/**
 * The statement by which a guard keeps a leadership valid until its transaction ends, as {@link
 * io.election4j.sql.mysql.MySqlGuardSql} does on MySQL. A claim and a vacation write the record,
 * which conflicts with the lock in share mode.
 */
public final class PostgreSqlGuardSql {

  private static final String GUARD =
      "SELECT 0 FROM %selection_record WHERE election = ? AND term = ? AND holder = ? FOR SHARE";

  private PostgreSqlGuardSql() {}

  /** Looks for the table in the search path of the session. */
  public static String inSearchPath() {
    return GUARD.formatted("");
  }

  /**
   * Looks for the table in a schema.
   *
   * @throws IllegalArgumentException if that is no name of a schema
   */
  public static String inSchema(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("schema '" + name + "' is no name for a schema");
    }
    return GUARD.formatted("\"" + name.replace("\"", "\"\"") + "\".");
  }
}
