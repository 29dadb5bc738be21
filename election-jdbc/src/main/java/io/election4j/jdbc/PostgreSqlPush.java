package io.election4j.jdbc;

import io.election4j.spi.ChangePush.Change;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.StoreException;
import io.election4j.sql.RecordNotices;
import io.election4j.sql.SqlSession;
import io.election4j.sql.postgresql.PostgreSqlDialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Listens for what writers notify, on one connection and one thread, for as long as somebody
 * subscribes. A notification names a statement; the records that it has written are read then.
 *
 * <p>Whether notifications come through is found out by sending one on another connection: behind a
 * pooler that lends sessions for one transaction, {@code LISTEN} succeeds and nothing ever comes.
 */
final class PostgreSqlPush implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcLeaseStore.class);

  /** How long nothing is heard before the connection is tried. */
  private static final int WAIT_MILLIS = 5_000;

  /**
   * How long one wait for notifications lasts, since no interrupt reaches it: so long takes an end.
   */
  private static final int LOOK_MILLIS = 100;

  /** How long an end may take before the connection is closed whatever goes on on it. */
  private static final int END_MILLIS = 1_000;

  /** For a notification of our own to come back. */
  private static final int PROOF_MILLIS = 2_000;

  private static final Duration READING = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** Where there is no push at all, to look again whether that has changed. */
  private static final Duration NONE = Duration.ofMinutes(1);

  private final Connections connections;
  private final FluxSink<Change> sink;
  private @Nullable StoreConnection listening;
  private volatile @Nullable Thread thread;
  private Duration pause = FIRST_PAUSE;
  private boolean told;
  private volatile boolean ending;

  private PostgreSqlPush(Connections connections, FluxSink<Change> sink) {
    this.connections = connections;
    this.sink = sink;
  }

  /** Returns the changes of a database, which on another one than PostgreSQL are none. */
  static Flux<Change> changes(Connections connections) {
    return Flux.create(
        sink -> {
          PostgreSqlPush push = new PostgreSqlPush(connections, sink);
          Thread thread = new Thread(push, "election-jdbc-push");
          thread.setDaemon(true);
          push.thread = thread;
          sink.onDispose(push::end);
          if (connections.listening(push)) {
            thread.start();
          }
        });
  }

  /** Listens no more. Waits for nothing. */
  void end() {
    ending = true;
    Thread waiting = thread;
    StoreConnection open = current();
    if (open != null && waiting != null) {
      Thread late = new Thread(() -> discardAfter(waiting, open), "election-jdbc-abort");
      late.setDaemon(true);
      late.start();
    } else if (waiting != null) {
      waiting.interrupt();
    }
  }

  /** A pool complains of connections that are closed behind its back, so only one that hangs is. */
  private static void discardAfter(Thread waiting, StoreConnection open) {
    try {
      waiting.join(END_MILLIS);
    } catch (InterruptedException at) {
      Thread.currentThread().interrupt();
    }
    if (waiting.isAlive()) {
      open.abandon();
      waiting.interrupt();
    }
  }

  /** Waits until its connection is closed; returns whether it is. */
  boolean awaitEnd(long nanos) throws InterruptedException {
    Thread waiting = thread;
    if (waiting != null && waiting != Thread.currentThread()) {
      waiting.join(Math.max(1, nanos / 1_000_000));
      return !waiting.isAlive();
    }
    return true;
  }

  private boolean over() {
    return ending || sink.isCancelled();
  }

  private synchronized @Nullable StoreConnection current() {
    return listening;
  }

  private synchronized void current(@Nullable StoreConnection other) {
    listening = other;
  }

  @Override
  public void run() {
    try {
      while (!over() && mayListen()) {
        Thread.sleep(attempt().toMillis());
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    } catch (LinkageError noDriver) {
      tellNone("PostgreSQL's own driver is not the one in use");
    } finally {
      connections.listensNoMore(this);
    }
  }

  /**
   * Returns whether it is PostgreSQL, as far as is known; on another database there is nothing to
   * do.
   */
  private boolean mayListen() {
    try {
      return connections.dialect() instanceof PostgreSqlDialect;
    } catch (RuntimeException unknown) {
      return true;
    }
  }

  /** Listens until that is over; returns how long to wait until the next time. */
  private Duration attempt() throws InterruptedException {
    try {
      StoreConnection connection = connections.open();
      current(connection);
      boolean sound = false;
      try {
        Duration next = listen(connection);
        run(connection.connection(), "UNLISTEN *");
        sound = true;
        return next;
      } finally {
        current(null);
        if (sound) {
          connection.giveBack();
        } else {
          connection.abandon();
        }
      }
    } catch (SQLException | RuntimeException failed) {
      if (over()) {
        throw new InterruptedException();
      }
      StoreException cause =
          connections.describe(
              failed instanceof SQLException sql ? JdbcErrors.of(sql, null) : failed);
      sink.next(new Change.Broken(cause));
      Duration now = pause;
      Duration twice = now.multipliedBy(2);
      pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
      return now;
    }
  }

  private Duration listen(StoreConnection connection) throws SQLException {
    PGConnection driver = PgDriver.own(connection.connection()).orElse(null);
    if (driver == null) {
      tellNone("PostgreSQL's own driver is not the one in use");
      return NONE;
    }
    connection.bound(Duration.ofMillis(WAIT_MILLIS + READING.toMillis()));
    run(connection.connection(), "LISTEN " + PostgreSqlDialect.CHANNEL);
    if (!proven(driver)) {
      tellNone("no notification comes through, as behind a pooler that lends single transactions");
      return NONE;
    }
    told = false;
    pause = FIRST_PAUSE;
    sink.next(new Change.Opened());
    SqlSession session = connection.session();
    long answered = System.nanoTime();
    while (!over()) {
      PGNotification[] heard = driver.getNotifications(LOOK_MILLIS);
      if (heard != null && heard.length > 0) {
        tell(session, heard);
        answered = System.nanoTime();
      } else if (System.nanoTime() - answered > Duration.ofMillis(WAIT_MILLIS).toNanos()) {
        run(connection.connection(), "SELECT 1");
        answered = System.nanoTime();
      }
    }
    return FIRST_PAUSE;
  }

  /** Whether what is sent on another connection arrives on this one. */
  private boolean proven(PGConnection driver) throws SQLException {
    String proof = "proof " + UUID.randomUUID();
    connections.use(
        ConnectionUse.READ,
        session -> {
          RecordNotices.notify(session, PostgreSqlDialect.CHANNEL, proof).block();
          return true;
        });
    long end = System.nanoTime() + Duration.ofMillis(PROOF_MILLIS).toNanos();
    while (System.nanoTime() < end) {
      PGNotification[] heard = driver.getNotifications(PROOF_MILLIS);
      for (PGNotification one : heard == null ? new PGNotification[0] : heard) {
        if (one.getParameter().equals(proof)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whatever else somebody has notified there is no concern of ours. */
  private void tell(SqlSession session, PGNotification[] heard) {
    List<Long> stamps = new ArrayList<>();
    for (PGNotification one : heard) {
      String notice = one.getParameter();
      stamp(notice).ifPresent(stamps::add);
      RecordNotices.record(notice).ifPresent(this::tell);
    }
    if (!stamps.isEmpty()) {
      Objects.requireNonNull(RecordNotices.read(session, stamps).block()).forEach(this::tell);
    }
  }

  private static Optional<Long> stamp(String notice) {
    try {
      return Optional.of(Long.parseLong(notice));
    } catch (NumberFormatException another) {
      return Optional.empty();
    }
  }

  private void tell(ElectionRecord record) {
    sink.next(new Change.Written(record));
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void tellNone(String why) {
    if (!told) {
      told = true;
      LOG.info("{}: followers poll: {}", connections.name(), why);
    }
  }
}
