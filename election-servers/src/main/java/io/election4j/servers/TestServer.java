package io.election4j.servers;

/**
 * A real database server for tests and demonstrations, reachable from this machine.
 *
 * <p>The user of an embedded server of the MySQL family, and of an embedded PostgreSQL, is {@code
 * root} without password, with all privileges: it can create other users, who need passwords. Safe
 * for use by several threads.
 */
public interface TestServer extends AutoCloseable {

  /**
   * Returns the address in the form that the store's {@code fromUrl} takes, with user and password
   * where there are any: {@code mysql://root@127.0.0.1:3306/elections}. The database exists and is
   * empty at first.
   */
  String url();

  /** Returns what it is, for a person: {@code "MySQL 8.0.12, embedded"}. */
  String description();

  /**
   * Returns whether this server can be stopped, started and restarted: false for one that was given
   * by its address. There {@link #stop()}, {@link #start()} and {@link #restart()} throw an {@link
   * UnsupportedOperationException} that says so.
   */
  default boolean restartable() {
    return true;
  }

  /** Stops the server at once and starts it again on the same port with the same data. */
  default void restart() {
    stop();
    start();
  }

  /**
   * Stops the server at once, as a crash does; {@link #start()} brings it back with the same data
   * and port. Does nothing if it is stopped.
   */
  void stop();

  /** Starts a server that was stopped and returns when it answers. Does nothing if it runs. */
  void start();

  /** Stops the server and removes all it left on disk but caches. Does nothing the second time. */
  @Override
  void close();
}
