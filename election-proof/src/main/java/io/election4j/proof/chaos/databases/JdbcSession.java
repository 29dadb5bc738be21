package io.election4j.proof.chaos.databases;

import io.election4j.demo.harness.ServerAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * By JDBC. Statements run on threads of their own: whoever waits for one can be interrupted, which
 * a driver takes no notice of.
 */
final class JdbcSession implements SqlSession {

  private static final Executor THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "statement");
            thread.setDaemon(true);
            return thread;
          });

  private final ConnectionOpener opener;
  private final Duration patience;
  private volatile @Nullable Connection connection;

  JdbcSession(ServerAddress address, Duration patience) {
    this.opener = ConnectionOpener.to(address, patience);
    this.patience = patience;
  }

  @Override
  public long update(String sql, Object... values) {
    return execute(statement -> Math.max(0, statement.getUpdateCount()), sql, values);
  }

  @Override
  public <T> List<T> rows(Function<Cells, T> mapping, String sql, Object... values) {
    return execute(statement -> read(statement.getResultSet(), mapping), sql, values);
  }

  private static <T> List<T> read(@Nullable ResultSet found, Function<Cells, T> mapping)
      throws SQLException {
    List<T> all = new ArrayList<>();
    while (found != null && found.next()) {
      all.add(mapping.apply(new JdbcCells(found)));
    }
    return all;
  }

  private <T> T execute(Reading<T> reading, String sql, Object... values) {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              try (PreparedStatement statement = connection().prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                  statement.setObject(i + 1, values[i]);
                }
                statement.execute();
                return reading.of(statement);
              }
            });
    THREADS.execute(task);
    try {
      return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      abandon();
      throw new IllegalStateException("a statement failed: " + failure, failure);
    } catch (InterruptedException interrupted) {
      abandon();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during a statement", interrupted);
    }
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = opener.open();
      connection = open;
    }
    return open;
  }

  private void abandon() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException gone) {
        // It was closed already.
      }
    }
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException gone) {
        // The server will see that it is gone.
      }
    }
  }

  private interface Reading<T> {
    T of(PreparedStatement statement) throws SQLException;
  }
}
