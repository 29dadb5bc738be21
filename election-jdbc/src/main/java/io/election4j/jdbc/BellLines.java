package io.election4j.jdbc;

import io.election4j.spi.StoreException;
import io.election4j.sql.SqlSession;
import io.election4j.sql.bell.BellConnection;
import io.election4j.sql.bell.BellConnections;
import io.election4j.sql.bell.BellSql;
import io.election4j.sql.bell.NoDoorbell;
import io.election4j.sql.mysql.MySqlDialect;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Connections of the doorbell, taken from the DataSource as long as it has more than that: one to
 * ring on and one to listen on, each of which blocks a thread. All go back to where they came from.
 */
final class BellLines implements BellConnections {

  private static final int THREADS = 3;
  private static final long IDLE_SECONDS = 10;
  private static final long CLOSING_MILLIS = 1_000;

  private final Connections connections;
  private final ScheduledThreadPoolExecutor threads =
      new ScheduledThreadPoolExecutor(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "election-jdbc-bell");
            thread.setDaemon(true);
            return thread;
          });
  private final Scheduler scheduler = Schedulers.fromExecutorService(threads);

  private final Queue<BellLine> lines = new ConcurrentLinkedQueue<>();

  BellLines(Connections connections) {
    this.connections = connections;
    threads.setRemoveOnCancelPolicy(true);
    threads.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public Mono<BellConnection> open() {
    return Mono.fromCallable(this::opened);
  }

  private BellConnection opened() throws SQLException {
    if (!(connections.dialect() instanceof MySqlDialect)) {
      throw new NoDoorbell("");
    }
    StoreConnection made = taken();
    boolean wanted = false;
    try {
      if (!connections.spares()) {
        throw new NoDoorbell("the DataSource has no connection to spare");
      }
      if (!made.bound(ANSWER)) {
        throw new NoDoorbell("the driver cannot bound how long it waits");
      }
      BellLine line = BellLine.of(made, this::interrupt);
      lines.removeIf(BellLine::isBack);
      lines.add(line);
      wanted = true;
      return line;
    } finally {
      if (!wanted) {
        made.giveBack();
      }
    }
  }

  /** Tells a pool that has none to give from a server that does not answer. */
  private StoreConnection taken() {
    try {
      return connections.open();
    } catch (JdbcErrors.Unanswered none) {
      connections.use(
          ConnectionUse.READ, session -> session.dialect().identify(session).blockOptional());
      throw new NoDoorbell("the DataSource has no connection to spare");
    }
  }

  @Override
  public <T> Mono<T> read(Function<SqlSession, Mono<T>> work) {
    return Mono.fromCallable(
            () ->
                connections.use(ConnectionUse.READ, session -> work.apply(session).blockOptional()))
        .flatMap(Mono::justOrEmpty);
  }

  @Override
  public Scheduler scheduler() {
    return scheduler;
  }

  @Override
  public int listeners() {
    return 1;
  }

  @Override
  public StoreException describe(Throwable error) {
    return connections.describe(error);
  }

  @Override
  public String name() {
    return connections.name();
  }

  private void awaitBack() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSING_MILLIS);
    for (BellLine line : lines) {
      line.awaitBack(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }
  }

  /** On another thread, since that may wait for a server that does not answer. */
  private boolean interrupt(long session) {
    try {
      threads
          .submit(
              () ->
                  connections.use(
                      ConnectionUse.READ,
                      other -> BellSql.interrupt(other, session).blockOptional()))
          .get(CLOSING_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException | RejectedExecutionException unable) {
      return false;
    }
  }

  /** Waits until the connections, which have been dropped, are back, and ends the threads. */
  @Override
  public void close() {
    boolean waits = !Thread.currentThread().getName().startsWith("election-jdbc");
    try {
      if (waits) {
        awaitBack();
      }
      threads.shutdownNow();
      if (waits) {
        threads.awaitTermination(CLOSING_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException interrupted) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
