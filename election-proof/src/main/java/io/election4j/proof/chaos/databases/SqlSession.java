package io.election4j.proof.chaos.databases;

import io.election4j.demo.harness.ServerAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server that speaks SQL, made when it is needed, and given up with the first
 * failure. Its methods wait, for the patience given at most. Not safe for several threads.
 */
public interface SqlSession extends AutoCloseable {

  /** One row. */
  @FunctionalInterface
  interface Cells {

    /** Returns a value; {@code null} for NULL. The first has the index 0. */
    <T> @Nullable T get(int index, Class<T> type);
  }

  /**
   * Returns one that connects when it is first asked for something: by R2DBC to {@code mysql://}
   * and {@code mariadb://}, by JDBC to all others.
   */
  static SqlSession to(ServerAddress address, Duration patience) {
    return address.url().matches("(mysql|mariadb):.*")
        ? new R2dbcSession(address, patience)
        : new JdbcSession(address, patience);
  }

  /** Returns how many rows a statement found. */
  long update(String sql, Object... values);

  /** Returns what a statement tells, row by row; nothing if it tells nothing. */
  <T> List<T> rows(Function<Cells, T> mapping, String sql, Object... values);

  /** Closes it; what is not committed is undone. Can be used again. */
  @Override
  void close();
}
