package io.election4j.jdbc;

import io.election4j.spi.StoreException;
import io.election4j.sql.Dialect;
import io.election4j.sql.Preparation;
import io.election4j.sql.mysql.MySqlDialect;
import io.election4j.sql.mysql.MySqlGuardSql;
import io.election4j.sql.mysql.MySqlPreparation;
import io.election4j.sql.postgresql.PostgreSqlDialect;
import io.election4j.sql.postgresql.PostgreSqlGuardSql;
import io.election4j.sql.postgresql.PostgreSqlPreparation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which database a connection leads to. */
final class Dialects {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcLeaseStore.class);

  private Dialects() {}

  /**
   * Returns the dialect of a connection's server, by the name that the driver gives.
   *
   * @throws StoreException as misconfigured, for another database
   */
  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    String name = product.toLowerCase(Locale.ROOT);
    if (name.contains("postgresql")) {
      return new PostgreSqlDialect();
    }
    if (name.contains("mysql") || name.contains("mariadb")) {
      return new MySqlDialect();
    }
    throw StoreException.misconfigured(
        product + " is none of the databases that the store knows: MySQL, MariaDB, PostgreSQL",
        null);
  }

  /**
   * Returns the statement of a guard.
   *
   * @param place of the tables: a database, on PostgreSQL a schema; the session's own if {@code
   *     null}
   */
  static String guard(Dialect dialect, @Nullable String place) {
    if (dialect instanceof PostgreSqlDialect) {
      return place == null ? PostgreSqlGuardSql.inSearchPath() : PostgreSqlGuardSql.inSchema(place);
    }
    return (place == null ? MySqlGuardSql.inSelectedDatabase() : MySqlGuardSql.inDatabase(place))
        .text();
  }

  static String mysqlSchema() {
    return new MySqlDialect().schema();
  }

  static String postgresqlSchema() {
    return new PostgreSqlDialect().schema();
  }

  /** Returns what prepares a store on such a database. */
  static Preparation preparation(Dialect dialect, Preparation.Server server, boolean create) {
    return dialect instanceof PostgreSqlDialect
        ? new PostgreSqlPreparation(server, create, LOG)
        : new MySqlPreparation(server, create, LOG);
  }
}
