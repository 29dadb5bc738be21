package io.election4j.mysql;

import io.asyncer.r2dbc.mysql.MySqlConnectionConfiguration;
import io.asyncer.r2dbc.mysql.MySqlConnectionFactory;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.netty.resources.LoopResources;

/**
 * A server, a database on it and who we are there.
 *
 * @param password {@code null} for none
 */
record Address(
    String host, int port, String user, @Nullable String password, String database, Tls tls) {

  static final int DEFAULT_PORT = 3306;

  Address withPassword(String other) {
    return new Address(host, port, user, other, database, tls);
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
            .connectTimeout(connectTimeout)
            .tcpKeepAlive(true)
            .tcpNoDelay(true)
            .autodetectExtensions(false)
            .sessionVariables(SessionState.FOR_THE_DRIVER)
            .resolver(HostNames.OF_THE_SYSTEM)
            .loopResources(loops);
    tls.configure(configuration);
    try {
      Host.requireZone(host);
    } catch (IOException unknown) {
      throw Exceptions.propagate(unknown);
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
