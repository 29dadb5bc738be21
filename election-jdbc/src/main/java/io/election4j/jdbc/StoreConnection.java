package io.election4j.jdbc;

import io.election4j.sql.Dialect;
import io.election4j.sql.SqlSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of the application's, kept for the store: set up for its statements, with a bound to
 * every answer, and given back as it was. Used by one thread at a time; {@link #discard()} may come
 * from any.
 */
final class StoreConnection {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcLeaseStore.class);

  /** For all that is done before a connection is ready, and to put it back. */
  private static final Duration SETTING_UP = Duration.ofSeconds(3);

  private static final Duration PUTTING_BACK = Duration.ofSeconds(1);

  /** Not used for so long, it may have died. */
  private static final long FRESH_NANOS = 1_000_000_000;

  private static final int VALIDATION_SECONDS = 1;

  private final Connection connection;
  private final Before before;
  private @Nullable JdbcSession session;
  private Dialect.@Nullable Former former;
  private boolean bounded = true;
  private int prepareAfter;
  private long millis = -1;
  private long lastUsed = System.nanoTime();
  private boolean reused;
  private volatile boolean suspect;
  private volatile boolean discarded;

  private StoreConnection(Connection connection, Before before) {
    this.connection = connection;
    this.before = before;
  }

  /** What the driver's side of a connection was like. */
  private record Before(boolean autoCommit, boolean readOnly, int networkTimeout) {

    static Before of(Connection connection) throws SQLException {
      int timeout = -1;
      try {
        timeout = connection.getNetworkTimeout();
      } catch (SQLException | LinkageError unknown) {
        // Then it is left alone.
      }
      return new Before(connection.getAutoCommit(), connection.isReadOnly(), timeout);
    }
  }

  /**
   * Sets a connection up, or closes it.
   *
   * @param dialect found out from the connection if {@code null}
   */
  static StoreConnection of(Connection connection, @Nullable Dialect dialect) throws SQLException {
    StoreConnection made = null;
    try {
      made = new StoreConnection(connection, Before.of(connection));
      made.setUp(dialect == null ? Dialects.of(connection) : dialect);
      return made;
    } catch (SQLException | RuntimeException failed) {
      if (made != null) {
        made.giveBack();
      } else {
        connection.close();
      }
      throw failed;
    }
  }

  private void setUp(Dialect dialect) throws SQLException {
    bound(SETTING_UP);
    if (!before.autoCommit()) {
      connection.setAutoCommit(true);
    }
    if (before.readOnly()) {
      connection.setReadOnly(false);
    }
    JdbcSession first = new JdbcSession(connection, dialect, false, "");
    boolean shared = PgDriver.behindPooler(first, connection);
    if (shared) {
      prepareAfter = PgDriver.prepareAfter(connection, 0);
    }
    JdbcSession own = new JdbcSession(connection, dialect, shared, "");
    former = dialect.former(own).block();
    dialect.setUp(own).block();
    String identity = Objects.requireNonNull(dialect.identify(own).block());
    session = new JdbcSession(connection, dialect, shared, identity);
  }

  SqlSession session() {
    return Objects.requireNonNull(session);
  }

  Connection connection() {
    return connection;
  }

  Dialect dialect() {
    return session().dialect();
  }

  /** Returns what the server's address is, without what may be a secret. */
  String address() {
    try {
      String url = Objects.requireNonNullElse(connection.getMetaData().getURL(), "");
      return url.replaceAll("[?;].*", "").replaceAll("//[^/@]*@", "//");
    } catch (SQLException unknown) {
      return "";
    }
  }

  /** Bounds every wait for the server, and returns whether the driver can. */
  boolean bound(Duration most) throws SQLException {
    if (bounded && millis != most.toMillis()) {
      try {
        connection.setNetworkTimeout(Runnable::run, (int) most.toMillis());
        millis = most.toMillis();
      } catch (SQLException | LinkageError unknown) {
        if (connection.isClosed()) {
          throw unknown instanceof SQLException closed ? closed : new SQLException("closed");
        }
        bounded = false;
      }
    }
    return bounded;
  }

  /**
   * Returns whether it is likely to be alive.
   *
   * @param ask whether to ask the server where it was not used just now
   */
  boolean alive(boolean ask) {
    try {
      boolean fresh = !suspect && System.nanoTime() - lastUsed < FRESH_NANOS;
      return !discarded
          && !connection.isClosed()
          && (fresh || !ask || connection.isValid(VALIDATION_SECONDS));
    } catch (SQLException dead) {
      return false;
    }
  }

  /** Says that it has been used. */
  void used() {
    reused = true;
    suspect = false;
    lastUsed = System.nanoTime();
  }

  /** Says that another connection has died just now, and this one perhaps as well. */
  void suspect() {
    suspect = true;
  }

  /** Returns whether it was used before, and so may have died since. */
  boolean reused() {
    return reused;
  }

  /** Closes it whatever goes on on it. Waits for nobody. */
  void discard() {
    discarded = true;
    Thread thread = new Thread(this::abandon, "election-jdbc-abort");
    thread.setDaemon(true);
    thread.start();
  }

  /** Closes it at once, whatever it was used for. Never fails. */
  void abandon() {
    discarded = true;
    abort();
    close();
  }

  /** Puts it back as it was, and closes it, which is how a pool gets it back. Never fails. */
  void giveBack() {
    if (discarded) {
      return;
    }
    discarded = true;
    try {
      bound(PUTTING_BACK);
      Dialect.Former state = former;
      JdbcSession own = session;
      if (state != null && own != null) {
        state.restore(own).block();
      }
      if (prepareAfter != 0) {
        PgDriver.prepareAfter(connection, prepareAfter);
      }
      if (before.readOnly()) {
        connection.setReadOnly(true);
      }
      if (!before.autoCommit()) {
        connection.setAutoCommit(false);
      }
      if (bounded && before.networkTimeout() >= 0) {
        connection.setNetworkTimeout(Runnable::run, before.networkTimeout());
      }
    } catch (SQLException | RuntimeException failed) {
      abort(); // nobody must get it as it is now
    }
    close();
  }

  private void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException | RuntimeException | LinkageError unable) {
      LOG.debug("a connection could not be aborted", unable);
    }
  }

  private void close() {
    try {
      connection.close();
    } catch (SQLException | RuntimeException unable) {
      LOG.debug("a connection could not be closed", unable);
    }
  }
}
