package io.election4j.bench;

import io.election4j.demo.harness.ServerAddress;
import io.election4j.servers.OwnServer;
import io.election4j.servers.TestServer;
import io.election4j.spi.LeaseStore;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A database server, with one connection to read its counters and to speak to it raw. */
public final class Server implements AutoCloseable {

  // For 50 pretended processes with four each, and those that are compared.
  private static final int CONNECTIONS = 500;

  private final String url;
  private final @Nullable TestServer own;
  private final @Nullable Raw raw;

  private Server(String url, @Nullable TestServer own, @Nullable Raw raw) {
    this.url = url;
    this.own = own;
    this.raw = raw;
  }

  /** Returns none, for what needs none. */
  public static Server none() {
    return new Server("", null, null);
  }

  /**
   * Starts one, or takes a given one.
   *
   * @param where {@code mysql}, {@code mariadb}, {@code postgresql}, {@code mongo} or a URL
   * @throws IllegalArgumentException if it is none of these
   */
  public static Server open(String where) {
    require(where);
    Optional<OwnServer.Kind> kind = kind(where);
    if (kind.isPresent()) {
      OwnServer own = OwnServer.start(kind.get(), Map.of());
      Raw raw = connect(own.url());
      if (raw instanceof RawSql database) {
        database.admit(CONNECTIONS);
      }
      return new Server(own.url(), own, raw);
    }
    return new Server(where, null, connect(where));
  }

  /** Throws an {@link IllegalArgumentException} if this is none of what can be opened. */
  static void require(String where) {
    if (kind(where).isEmpty() && !where.contains("://")) {
      throw new IllegalArgumentException(
          "--store '" + where + "' is none of mysql, mariadb, postgresql, mongo, and no URL");
    }
  }

  private static Optional<OwnServer.Kind> kind(String where) {
    return switch (where) {
      case "mysql" -> Optional.of(OwnServer.Kind.MYSQL);
      case "mariadb" -> Optional.of(OwnServer.Kind.MARIADB);
      case "postgresql" -> Optional.of(OwnServer.Kind.POSTGRESQL);
      case "mongo" -> Optional.of(OwnServer.Kind.MONGO);
      default -> Optional.empty();
    };
  }

  /**
   * Returns plain statements on the server of this address, with the driver that its store uses.
   * Those of another one must not be used meanwhile.
   */
  public static Raw connect(String url) {
    ServerAddress address = new ServerAddress(url, null);
    return url.startsWith("mongodb") ? new RawMongo(address) : new RawSql(address);
  }

  /** Returns a store on the server of this address; nothing is sent to it yet. */
  public static LeaseStore store(String url) {
    return new ServerAddress(url, null).store(false);
  }

  /** Returns its address, as stores take it. */
  public String url() {
    return url;
  }

  /** Returns its address, which can be changed. */
  public ServerAddress address() {
    return new ServerAddress(url, null);
  }

  /** Returns what it is. */
  public String description() {
    if (raw == null) {
      return "no server";
    }
    return own == null ? "the server given" : own.description();
  }

  /** Returns whether it speaks SQL. */
  public boolean sql() {
    return raw instanceof RawSql;
  }

  /** Returns whether it is of the MySQL family. */
  public boolean mysql() {
    return raw instanceof RawSql database && !database.isPostgreSql();
  }

  /** Returns plain statements with the driver that the store uses. */
  public Raw raw() {
    return Objects.requireNonNull(raw, "there is no server");
  }

  @Override
  public void close() {
    if (raw != null) {
      raw.close();
    }
    if (own != null) {
      own.close();
    }
  }
}
