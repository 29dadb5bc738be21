package io.election4j.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.AuthenticationMechanism;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCompressor;
import com.mongodb.MongoCredential;
import com.mongodb.connection.ConnectionPoolSettings;
import com.mongodb.connection.SocketSettings;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the options of a URL.
 *
 * <p>Most are taken as they are. What cannot work is refused, naming the option and the least
 * value. Those that would only do harm here have no effect: each statement has a time-out, a read
 * preference and concerns of its own, whatever the URL says; it waits for a connection as long as
 * for a server; and a change stream may stay silent for longer than {@code socketTimeoutMS}.
 */
final class Options {

  /** One for the change stream and one for all else, which then waits in line. */
  static final int LEAST_CONNECTIONS = 2;

  private static final int CONNECT_MILLIS = 5000;
  private static final int SELECT_MILLIS = 4000;
  private static final int LEAST_SELECT_MILLIS = 100;
  private static final int MOST_ZLIB = 9;

  /** More than a server holds back its answer to a change stream, so that dead connections show. */
  private static final int READ_MILLIS = 15_000;

  private static final int LEAST_READ_MILLIS = 2 * ChangeStream.MAX_AWAIT_MILLIS;

  /** For a heartbeat, some reads and writes, and a change stream. */
  private static final int CONNECTIONS = 10;

  /** What a compressor needs: a class of its library, and where that comes from. */
  private record Library(String sign, String coordinates) {}

  private static final Map<String, Library> LIBRARIES =
      Map.of(
          "zstd", new Library("com.github.luben.zstd.Zstd", "com.github.luben:zstd-jni"),
          "snappy", new Library("org.xerial.snappy.Snappy", "org.xerial.snappy:snappy-java"));

  private final ConnectionString url;

  private static final Pattern TIMEOUT = Pattern.compile("(?i)(?<=[?&;])timeoutMS=[^&;]*");
  private static final Pattern PROXY = Pattern.compile("(?i)(?<=[?&;])(proxy[a-z]*)=");

  private Options(ConnectionString url) {
    this.url = url;
  }

  /**
   * Returns a URL without {@code timeoutMS}: if the client had one, its change stream could have no
   * read time-out.
   *
   * @throws IllegalArgumentException naming an option that the driver of this kind has not, and
   *     complains of as soon as a client is made
   */
  static String known(String url) {
    int start = Math.max(0, url.indexOf('?'));
    String query = url.substring(start);
    Matcher proxy = PROXY.matcher(query);
    if (proxy.find()) {
      throw new IllegalArgumentException(proxy.group(1) + ": the reactive driver can use no proxy");
    }
    return url.substring(0, start) + TIMEOUT.matcher(query).replaceAll("");
  }

  /**
   * Returns the settings of a client.
   *
   * @throws IllegalArgumentException naming the option that cannot work
   */
  static MongoClientSettings settings(ConnectionString url) {
    return new Options(url).settings();
  }

  private MongoClientSettings settings() {
    url.getHosts().forEach(Options::requireNetwork);
    requireConnections();
    least("maxConnecting", url.getMaxConnecting(), 1);
    least("maxIdleTimeMS", url.getMaxConnectionIdleTime(), 0);
    least("maxLifeTimeMS", url.getMaxConnectionLifeTime(), 0);
    least("connectTimeoutMS", url.getConnectTimeout(), 0);
    least("socketTimeoutMS", url.getSocketTimeout(), 0);
    least("localThresholdMS", url.getLocalThreshold(), 0);
    MongoClientSettings settings = fitted();
    require(settings);
    return settings;
  }

  private MongoClientSettings fitted() {
    return MongoClientSettings.builder()
        .applicationName("election4j")
        .applyToClusterSettings(c -> c.serverSelectionTimeout(SELECT_MILLIS, MILLISECONDS))
        .applyToSocketSettings(s -> s.connectTimeout(CONNECT_MILLIS, MILLISECONDS))
        .applyConnectionString(url)
        .applyToConnectionPoolSettings(this::pool)
        .applyToSocketSettings(this::socket)
        .build();
  }

  /**
   * Refuses what a client cannot work with, however it was made.
   *
   * @throws IllegalArgumentException naming the option
   */
  static void require(MongoClientSettings settings) {
    requireConnections(settings.getConnectionPoolSettings().getMaxSize());
    requireSelection(settings.getClusterSettings().getServerSelectionTimeout(MILLISECONDS));
    settings.getCompressorList().forEach(Options::requireCompressor);
    requireTls(settings);
  }

  private static void requireConnections(int most) {
    if (most != 0 && most < LEAST_CONNECTIONS) {
      throw new IllegalArgumentException("maxPoolSize=" + most + ": " + tooFew());
    }
  }

  /** The driver would look it up as the name of a host. */
  private static void requireNetwork(String host) {
    if (host.endsWith(".sock")) {
      throw new IllegalArgumentException(
          "'" + host + "' is a socket of the file system, which the reactive driver cannot use");
    }
  }

  /** Without TLS no certificate is shown, and a server says only that nobody is known by none. */
  private static void requireTls(MongoClientSettings settings) {
    MongoCredential user = settings.getCredential();
    if (user != null
        && user.getAuthenticationMechanism() == AuthenticationMechanism.MONGODB_X509
        && !settings.getSslSettings().isEnabled()) {
      throw new IllegalArgumentException(
          "authMechanism=MONGODB-X509 shows a certificate, which needs TLS (tls=true)");
    }
  }

  private void requireConnections() {
    Integer most = url.getMaxConnectionPoolSize();
    if (most != null) {
      requireConnections(most);
    }
    Integer least = url.getMinConnectionPoolSize();
    least("minPoolSize", least, 0);
    if (most != null && least != null && least > most) {
      throw new IllegalArgumentException(
          "minPoolSize=" + least + " is more than maxPoolSize=" + most);
    }
  }

  /** Below 0 it is without end; so little that no server is ever found in time is a mistake. */
  private static void requireSelection(long millis) {
    if (millis >= 0) {
      least("serverSelectionTimeoutMS", millis, LEAST_SELECT_MILLIS);
    }
  }

  /** Without its library the driver fails where nobody hears of it. */
  private static void requireCompressor(MongoCompressor compressor) {
    int level = compressor.getProperty(MongoCompressor.LEVEL, -1);
    if (compressor.getName().equals("zlib") && (level < -1 || level > MOST_ZLIB)) {
      throw new IllegalArgumentException(
          "zlibCompressionLevel=" + level + " is not between -1 and " + MOST_ZLIB);
    }
    Library library = LIBRARIES.get(compressor.getName());
    if (library != null && !there(library.sign())) {
      throw new IllegalArgumentException(
          "compressors="
              + compressor.getName()
              + " needs the library "
              + library.coordinates()
              + ", which is not there");
    }
  }

  private static boolean there(String type) {
    try {
      Class.forName(type, false, MongoCompressor.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError missing) {
      return false;
    }
  }

  /** Says why one connection is not enough. */
  static String tooFew() {
    return "the least is "
        + LEAST_CONNECTIONS
        + ", as the change stream keeps one connection (0: no limit)";
  }

  private static void least(String option, @Nullable Number value, long least) {
    if (value != null && value.longValue() < least) {
      throw new IllegalArgumentException(option + "=" + value + ": the least is " + least);
    }
  }

  private void pool(ConnectionPoolSettings.Builder pool) {
    if (url.getMaxConnectionPoolSize() == null) {
      int least = Objects.requireNonNullElse(url.getMinConnectionPoolSize(), 0);
      pool.maxSize(Math.max(CONNECTIONS, least));
    }
    pool.maxWaitTime(SELECT_MILLIS, MILLISECONDS);
  }

  private void socket(SocketSettings.Builder socket) {
    int read = Objects.requireNonNullElse(url.getSocketTimeout(), 0);
    socket.readTimeout(read == 0 ? READ_MILLIS : Math.max(read, LEAST_READ_MILLIS), MILLISECONDS);
  }
}
