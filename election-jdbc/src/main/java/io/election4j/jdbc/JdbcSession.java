package io.election4j.jdbc;

import io.election4j.sql.Dialect;
import io.election4j.sql.Row;
import io.election4j.sql.Sql;
import io.election4j.sql.SqlSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Sends statements over JDBC, on the thread that subscribes: every publisher is done when its
 * subscription returns.
 *
 * @param shared see {@link SqlSession#shared()}
 * @param identity the SQL expression that names the server's data; empty before it is known
 */
record JdbcSession(Connection connection, Dialect dialect, boolean shared, String identity)
    implements SqlSession {

  @Override
  public Mono<Long> update(Sql sql) {
    return Mono.fromCallable(
        () -> {
          try (PreparedStatement statement = prepared(sql)) {
            // A statement may write and answer with rows, one for each that it has written.
            return statement.execute()
                ? (long) read(statement.getResultSet(), row -> true).size()
                : (long) statement.getUpdateCount();
          } catch (SQLException failed) {
            throw JdbcErrors.of(failed, dialect);
          }
        });
  }

  @Override
  public <T> Mono<List<T>> rows(Sql sql, Function<? super Row, ? extends T> reader) {
    return Mono.fromCallable(
        () -> {
          try (PreparedStatement statement = prepared(sql)) {
            return statement.execute() ? read(statement.getResultSet(), reader) : List.<T>of();
          } catch (SQLException failed) {
            throw JdbcErrors.of(failed, dialect);
          }
        });
  }

  private PreparedStatement prepared(Sql sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.text());
    try {
      for (int i = 0; i < sql.values().size(); i++) {
        bind(statement, i + 1, sql.values().get(i));
      }
      return statement;
    } catch (SQLException | RuntimeException failed) {
      statement.close();
      throw failed;
    }
  }

  private static void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value instanceof Long number) {
      statement.setLong(index, number);
    } else if (value instanceof Integer number) {
      statement.setInt(index, number);
    } else {
      statement.setString(index, (String) value);
    }
  }

  private static <T> List<T> read(ResultSet rows, Function<? super Row, ? extends T> reader)
      throws SQLException {
    try (rows) {
      List<T> all = new ArrayList<>();
      Row row = new JdbcRow(rows);
      while (rows.next()) {
        all.add(reader.apply(row));
      }
      return all;
    } catch (Unreadable column) {
      throw column.fault;
    }
  }

  @Override
  public Mono<Long> pause(Duration duration) {
    return Mono.fromCallable(
        () -> {
          Thread.sleep(duration.toMillis());
          return 0L;
        });
  }

  /** The row that is being read. */
  private record JdbcRow(ResultSet rows) implements Row {

    @Override
    public @Nullable String get(String column) {
      try {
        return rows.getString(column);
      } catch (SQLException failed) {
        throw new Unreadable(failed);
      }
    }

    @Override
    public @Nullable String get(int column) {
      try {
        return rows.getString(column + 1);
      } catch (SQLException failed) {
        throw new Unreadable(failed);
      }
    }

    @Override
    public @Nullable Long getNumber(String column) {
      try {
        long number = rows.getLong(column);
        return rows.wasNull() ? null : number;
      } catch (SQLException failed) {
        throw new Unreadable(failed);
      }
    }
  }

  /** Takes the driver's fault through a reader of rows. */
  private static final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final SQLException fault;

    Unreadable(SQLException fault) {
      super(fault);
      this.fault = fault;
    }
  }
}
