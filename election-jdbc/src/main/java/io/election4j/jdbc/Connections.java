package io.election4j.jdbc;

import io.election4j.jdbc.ConnectionUse.Lane;
import io.election4j.jdbc.JdbcErrors.Unanswered;
import io.election4j.spi.StoreException;
import io.election4j.sql.Dialect;
import io.election4j.sql.Preparation;
import io.election4j.sql.SqlSession;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a store, taken from the application's DataSource once and kept. They are made
 * on threads of their own, so that nobody waits for a pool, or for a server that does not answer,
 * longer than a stated time.
 */
final class Connections implements Preparation.Server {

  /** For a DataSource that has a connection to spare to give it. */
  private static final long SPARE_SECONDS = 1;

  private final DataSource source;
  private final Map<Lane, ConnectionLane> lanes = new EnumMap<>(Lane.class);
  private final ScheduledThreadPoolExecutor watch =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "election-jdbc-timer");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<PostgreSqlPush> listening = new HashSet<>();
  private boolean closing;
  private volatile @Nullable Dialect dialect;
  private volatile String address = "";
  private volatile boolean reached;
  private volatile Duration renewalAnswer = ConnectionUse.RENEWAL.answer();

  /**
   * @param dialect found out from the first connection if {@code null}
   */
  Connections(DataSource source, @Nullable Dialect dialect) {
    this.source = source;
    this.dialect = dialect;
    watch.setRemoveOnCancelPolicy(true);
    watch.setKeepAliveTime(1, TimeUnit.MINUTES);
    watch.allowCoreThreadTimeOut(true);
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new ConnectionLane(this::open));
    }
  }

  /** Work on a session. */
  interface Work<T> {

    /** Runs statements, and returns when they are done. */
    T on(SqlSession session);
  }

  /**
   * Says how long the lease that is renewed lasts: a connection that has frozen must not cost it,
   * so renewals wait for an answer no longer than a fifth of that, but 1 s at least and 3 s at
   * most.
   */
  void renewing(Duration ttl) {
    Duration fifth = ttl.dividedBy(5);
    Duration most = ConnectionUse.RENEWAL.answer();
    Duration least = Duration.ofSeconds(1);
    renewalAnswer = fifth.compareTo(most) > 0 ? most : fifth.compareTo(least) < 0 ? least : fifth;
  }

  private Duration answer(ConnectionUse use) {
    return use == ConnectionUse.RENEWAL ? renewalAnswer : use.answer();
  }

  /** Runs statements on a connection of the kind. Blocks, in bounded time. */
  <T> T use(ConnectionUse use, Work<T> work) {
    ConnectionLane lane = Objects.requireNonNull(lanes.get(use.lane()));
    try {
      StoreConnection connection = lane.take(!use.repeats());
      boolean mayHaveDied = use.repeats() && connection.reused();
      try {
        return on(lane, connection, use, work);
      } catch (Unanswered failed) {
        if (!mayHaveDied) {
          throw failed;
        }
        // What it was asked does no harm done twice.
        return on(lane, lane.take(true), use, work);
      }
    } catch (RuntimeException | SQLException failed) {
      throw describe(failed);
    }
  }

  private <T> T on(ConnectionLane lane, StoreConnection connection, ConnectionUse use, Work<T> work)
      throws SQLException {
    boolean sound = false;
    ScheduledFuture<?> alarm = null;
    try {
      if (!connection.bound(answer(use))) {
        alarm = watch.schedule(connection::discard, use.all().toMillis(), TimeUnit.MILLISECONDS);
      }
      T result = work.on(connection.session());
      sound = true;
      return result;
    } catch (RuntimeException failed) {
      sound = JdbcErrors.harmless(failed, connection.dialect());
      throw failed;
    } finally {
      if (alarm != null) {
        alarm.cancel(false);
      }
      lane.giveBack(connection, sound);
      if (!sound) {
        lanes.values().forEach(ConnectionLane::suspect);
      }
    }
  }

  /**
   * Says that somebody listens on a connection of its own; returns whether that is allowed still.
   */
  synchronized boolean listening(PostgreSqlPush push) {
    return !closing && listening.add(push);
  }

  /** Says that this one does not any more. */
  synchronized void listensNoMore(PostgreSqlPush push) {
    listening.remove(push);
  }

  private synchronized List<PostgreSqlPush> endListening() {
    closing = true;
    List<PostgreSqlPush> all = List.copyOf(listening);
    all.forEach(PostgreSqlPush::end);
    return all;
  }

  /** Makes a connection, and waits for the pool or the server as long as they like. */
  StoreConnection open() {
    try {
      Connection made = connect();
      StoreConnection ready = StoreConnection.of(made, dialect);
      dialect = ready.dialect();
      address = ready.address();
      reached = true;
      return ready;
    } catch (SQLException failed) {
      throw JdbcErrors.of(failed, dialect);
    }
  }

  private Connection connect() {
    try {
      return source.getConnection();
    } catch (SQLException | RuntimeException failed) {
      throw new Unanswered("the DataSource gives no connection: " + failed.getMessage(), failed);
    }
  }

  /**
   * Returns whether the DataSource has one more to give, and those that the store has not taken
   * yet; it gets them back at once. Blocks for a second at most.
   */
  boolean spares() {
    if (source instanceof DriverSource) {
      return true;
    }
    long missing = lanes.values().stream().filter(lane -> !lane.connected()).count();
    CompletableFuture<Boolean> spares = new CompletableFuture<>();
    Thread thread = new Thread(() -> spares.complete(gives(missing + 1)), "election-jdbc-connect");
    thread.setDaemon(true);
    thread.start();
    try {
      return spares.completeOnTimeout(false, SPARE_SECONDS, TimeUnit.SECONDS).get();
    } catch (ExecutionException impossible) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean gives(long count) {
    if (count == 0) {
      return true;
    }
    try (Connection made = connect()) {
      return !made.isClosed() && gives(count - 1);
    } catch (SQLException | RuntimeException none) {
      return false;
    }
  }

  /** Returns what the database is; connects if that is not known. */
  Dialect dialect() {
    Dialect known = dialect;
    return known != null ? known : use(ConnectionUse.READ, SqlSession::dialect);
  }

  StoreException describe(Throwable error) {
    return JdbcErrors.describe(error, dialect, name(), reached);
  }

  @Override
  public String name() {
    return address.isEmpty() ? source.getClass().getSimpleName() : address;
  }

  /** By the address that the server sees, or that the driver was given. */
  @Override
  public boolean local(String client) {
    try {
      return client.isEmpty()
          || client.equals("localhost")
          || InetAddress.getByName(client).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  /**
   * Gives all connections back. Those in use are waited for as long as given, and then closed all
   * the same.
   */
  void close(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    List<PostgreSqlPush> pushes = endListening();
    lanes.values().forEach(ConnectionLane::beginToClose);
    lanes.values().forEach(lane -> lane.close(end));
    try {
      for (PostgreSqlPush push : pushes) {
        push.awaitEnd(end - System.nanoTime());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    watch.shutdownNow();
  }
}
