package io.election4j.servers;

import java.util.Map;
import java.util.OptionalLong;

/**
 * A server that runs as a process of its own, and can be stopped, frozen and lied to about the time
 * without anybody else noticing. It ends with this virtual machine, however that ends.
 */
public interface OwnServer extends TestServer {

  /** Returns the number of the server's process; empty while it is stopped. */
  OptionalLong pid();

  /** What there is. */
  enum Kind {
    /** MySQL 8; needs its archive on the class path, and libaio. */
    MYSQL,
    /** MariaDB 11; needs its archive on the class path. */
    MARIADB,
    /**
     * PostgreSQL 17; needs its archive on the class path. Its number is that of its first process.
     */
    POSTGRESQL,
    /**
     * The fake MongoDB. It keeps its data in memory: when it is stopped, it breaks all connections
     * and listens no more, but its process and its data stay.
     */
    MONGO
  }

  /**
   * Starts one.
   *
   * @param environment of the server's process, added to that of this one
   * @throws ServerUnavailableException if this machine cannot run it
   */
  static OwnServer start(Kind kind, Map<String, String> environment) {
    return switch (kind) {
      case MYSQL -> sql(new MySqlEngine(), environment);
      case MARIADB -> sql(new MariaDbEngine(), environment);
      case POSTGRESQL -> sql(new PostgreSqlEngine(), environment);
      case MONGO -> FakeMongoProcess.start(environment);
    };
  }

  private static OwnServer sql(SqlEngine engine, Map<String, String> environment) {
    return EmbeddedSqlServer.start(SqlInstallation.of(engine), environment);
  }
}
