package io.election4j.mysql;

import io.asyncer.r2dbc.mysql.MySqlConnectionConfiguration;
import io.asyncer.r2dbc.mysql.MySqlConnectionFactory;
import io.asyncer.r2dbc.mysql.constant.SslMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/**
 * A server, a database on it and who we are there.
 *
 * @param password {@code null} for none
 * @param sslMode whether to encrypt, and what to check of the server's certificate
 * @param sslCa the path of the certificates to trust; {@code null} for Java's own
 */
record Address(
    String host,
    int port,
    String user,
    @Nullable String password,
    String database,
    SslMode sslMode,
    @Nullable String sslCa) {

  static final int DEFAULT_PORT = 3306;

  Address withPassword(String other) {
    return new Address(host, port, user, other, database, sslMode, sslCa);
  }

  /** Returns whether packets to this host stay on this machine. */
  static boolean local(String host) {
    return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  MySqlConnectionFactory factory(Duration connectTimeout, LoopResources loops) {
    MySqlConnectionConfiguration.Builder configuration =
        MySqlConnectionConfiguration.builder()
            .host(host)
            .port(port)
            .user(user)
            .password(password)
            .database(database)
            .sslMode(sslMode)
            .connectTimeout(connectTimeout)
            .tcpKeepAlive(true)
            .tcpNoDelay(true)
            .autodetectExtensions(false)
            .sessionVariables(SessionState.FOR_THE_DRIVER)
            .resolver(HostNames.OF_THE_SYSTEM)
            .loopResources(loops);
    if (sslCa != null) {
      configuration.sslCa(sslCa);
    }
    return MySqlConnectionFactory.from(configuration.build());
  }

  /** Names this for a person, without the password. */
  @Override
  public String toString() {
    String shownHost = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return "MySQL server "
        + shownHost
        + ":"
        + port
        + " (user '"
        + user
        + "', database '"
        + database
        + "')";
  }
}
