package io.election4j.testkit.servers;

/** A real database server for tests and demonstrations, reachable on this machine. */
public interface TestServer extends AutoCloseable {

  /**
   * Returns the address in the form that the store's {@code fromUrl} takes, with user and password
   * where there are any: {@code mysql://root@127.0.0.1:3306/elections}. The database exists and is
   * empty at first.
   */
  String url();

  /** Returns what it is, for a person: {@code "MySQL 8.0.12, embedded"}. */
  String description();

  /** Stops the server at once and starts it again on the same port with the same data. */
  void restart();

  /**
   * Stops the server at once, as a crash does; {@link #start()} brings it back with the same data
   * and port.
   */
  void stop();

  /** Starts a server that was stopped. */
  void start();

  /** Stops the server and removes all it left on disk but caches. */
  @Override
  void close();
}
