package io.election4j.jdbc;

import io.election4j.spi.StoreException;
import io.election4j.sql.Dialect;
import io.election4j.sql.Row;
import io.election4j.sql.Sql;
import io.election4j.sql.SqlSession;
import io.election4j.sql.bell.BellConnection;
import io.election4j.sql.bell.BellSql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongPredicate;
import reactor.core.publisher.Mono;

/**
 * A connection of the doorbell. It goes back to its pool sound and without a lock on it, after what
 * it waits for was interrupted; if that cannot be done soon, it is closed for good.
 */
final class BellLine implements BellConnection, SqlSession {

  private static final Duration PUTTING_BACK = Duration.ofSeconds(1);

  /** An order to interrupt it has come by then, or never comes. */
  private static final Duration LATEST = Duration.ofSeconds(15);

  /** A statement that waits for no lock is done before that. */
  private static final long SOON_MILLIS = 100;

  private final StoreConnection connection;
  private final LongPredicate interrupts;
  private final long id;
  private final Semaphore turn = new Semaphore(1);
  private final AtomicBoolean dropped = new AtomicBoolean();
  private final Thread giving;

  /** When somebody has asked for it to be interrupted; 0 if nobody has. */
  private volatile long interruptedNanos;

  private BellLine(StoreConnection connection, LongPredicate interrupts, long id) {
    this.connection = connection;
    this.interrupts = interrupts;
    this.id = id;
    this.giving = new Thread(this::giveBack, "election-jdbc-bell-back");
    giving.setDaemon(true);
  }

  /**
   * @param interrupts lets a session of the server stop waiting; returns whether it has
   */
  static BellLine of(StoreConnection connection, LongPredicate interrupts) {
    long id = BellSql.id(connection.session()).blockOptional().orElseThrow();
    return new BellLine(connection, interrupts, id);
  }

  @Override
  public SqlSession session() {
    return this;
  }

  @Override
  public void drop() {
    if (dropped.compareAndSet(false, true)) {
      giving.start();
    }
  }

  boolean isBack() {
    return giving.getState() == Thread.State.TERMINATED;
  }

  /** Once it was dropped: returns when it is back or was closed, or after this time. */
  void awaitBack(long millis) throws InterruptedException {
    giving.join(Math.max(1, millis));
  }

  private void giveBack() {
    if (sound()) {
      connection.giveBack();
    } else {
      connection.abandon();
    }
  }

  /** Returns whether nothing goes on on it any more, and no lock is left on it. */
  private boolean sound() {
    try {
      if (!ends()) {
        return false;
      }
      connection.bound(PUTTING_BACK);
      boolean free = BellSql.letGoOfAll(connection.session(), id).blockOptional().orElse(false);
      return free && !mayBeInterrupted();
    } catch (InterruptedException | SQLException | RuntimeException unsound) {
      return false;
    }
  }

  @Override
  public void interrupted() {
    interruptedNanos = System.nanoTime() | 1;
  }

  /** A late order to interrupt it would meet what its pool lends it for. */
  private boolean mayBeInterrupted() {
    long then = interruptedNanos;
    return then != 0 && System.nanoTime() - then < LATEST.toNanos();
  }

  private boolean ends() throws InterruptedException {
    if (turn.tryAcquire(SOON_MILLIS, TimeUnit.MILLISECONDS)) {
      return true;
    }
    return interrupts.test(id) && turn.tryAcquire(PUTTING_BACK.toMillis(), TimeUnit.MILLISECONDS);
  }

  // == One statement at a time, and none once it is dropped ==

  private <T> Mono<T> one(Mono<T> statement) {
    return Mono.defer(
        () -> {
          if (dropped.get() || !turn.tryAcquire()) {
            return Mono.error(
                StoreException.unavailable("the doorbell: the connection is closed", null));
          }
          return statement.doOnTerminate(turn::release);
        });
  }

  @Override
  public Mono<Long> update(Sql sql) {
    return one(connection.session().update(sql));
  }

  @Override
  public <T> Mono<List<T>> rows(Sql sql, Function<? super Row, ? extends T> reader) {
    return one(connection.session().rows(sql, reader));
  }

  @Override
  public Mono<Long> pause(Duration duration) {
    return connection.session().pause(duration);
  }

  @Override
  public Dialect dialect() {
    return connection.dialect();
  }

  @Override
  public String identity() {
    return connection.session().identity();
  }
}
