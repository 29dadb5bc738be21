package io.election4j.mysql;

import io.asyncer.r2dbc.mysql.MySqlConnectionConfiguration;
import io.asyncer.r2dbc.mysql.MySqlConnectionFactory;
import io.election4j.sql.mysql.MySqlSession;
import java.io.IOException;
import java.net.IDN;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
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

  private static final String HOST_NAME = "[^\\s\\p{Cntrl}/@?#%:,\\[\\]]+";

  /** Perhaps with a zone, which is the name of an interface. */
  private static final String IP_V6 =
      "[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%[^\\s\\p{Cntrl}%]+)?";

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
            .sessionVariables(MySqlSession.FOR_THE_DRIVER)
            .resolver(HostNames.OF_THE_SYSTEM)
            .loopResources(loops);
    tls.configure(configuration);
    try {
      requireZone(host);
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

  /**
   * Reads a host.
   *
   * @param subject of what is told if it is none
   * @param text an IPv6 address may be in brackets, where the percent sign before its zone may be
   *     encoded as in a URL; so it may without them, but for a zone that is a number
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static String host(String subject, String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    String bare =
        bracketed
            ? text.substring(1, text.length() - 1).replaceFirst("%25", "%")
            : text.replaceFirst("%25(?=\\D)", "%");
    if (bare.matches(IP_V6)) {
      return bare;
    }
    if (bracketed) {
      throw new IllegalArgumentException(subject + " is no IPv6 address");
    }
    try {
      if (text.matches(HOST_NAME)) {
        return IDN.toASCII(text);
      }
    } catch (IllegalArgumentException impossible) {
      // told below
    }
    throw new IllegalArgumentException(subject + " is not a host name" + port(text));
  }

  /**
   * Looks for the interface that is the zone of an address, if it has one.
   *
   * @throws UnknownHostException naming it, if it is not there
   */
  private static void requireZone(String host) throws IOException {
    String zone = host.substring(host.indexOf('%') + 1);
    boolean zoned = host.indexOf('%') >= 0;
    if (zoned && !zone.matches("\\d+") && NetworkInterface.getByName(zone) == null) {
      throw new UnknownHostException("no such interface " + zone);
    }
  }

  private static String port(String text) {
    return text.matches("[^:]*:\\d+") ? ": the port is to be given apart" : "";
  }
}
