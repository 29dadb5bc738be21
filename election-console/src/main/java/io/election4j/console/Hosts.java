package io.election4j.console;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names by which browsers may know this server. Another name that leads here is somebody
 * else's, who made it so.
 *
 * @param authorities {@code host:port}, or {@code host} where a proxy or the browser leaves out the
 *     port; addresses of IPv6 are written in full
 */
record Hosts(Set<String> authorities) {

  /** The port that browsers leave out. */
  private static final int HTTP = 80;

  /**
   * Returns those of a server.
   *
   * @param bound what it listens on
   * @param more names, with a port or without, by which it is known besides
   */
  static Hosts of(InetSocketAddress bound, List<String> more) {
    Set<String> known = new HashSet<>();
    InetAddress address = bound.getAddress();
    if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
      known.addAll(List.of("localhost", "127.0.0.1", "[::1]"));
    }
    if (!address.isAnyLocalAddress()) {
      known.add(literal(address));
    }
    if (!address.isLoopbackAddress()) {
      known.addAll(ownNames());
    }
    Set<String> authorities = new HashSet<>();
    for (String name : known) {
      authorities.add(written(name + ":" + bound.getPort()));
      if (bound.getPort() == HTTP) {
        authorities.add(written(name));
      }
    }
    for (String name : more) {
      authorities.add(written(name));
      authorities.add(written(name + ":" + bound.getPort()));
    }
    return new Hosts(Set.copyOf(authorities));
  }

  /** Returns whether a request with these headers is from a page of ours, or from no page. */
  boolean allow(@Nullable String host, @Nullable String origin) {
    if (host == null || !authorities.contains(written(host))) {
      return false;
    }
    return origin == null
        || origin.equalsIgnoreCase("http://" + host)
        || origin.equalsIgnoreCase("https://" + host);
  }

  /** Returns what is the same for all that mean the same: browsers shorten addresses of IPv6. */
  private static String written(String authority) {
    int end = authority.indexOf(']');
    if (!authority.startsWith("[") || end < 0) {
      return authority.toLowerCase(Locale.ROOT);
    }
    try {
      // In brackets nothing but an address is taken, so nobody is asked what a name means.
      InetAddress address = InetAddress.getByName(authority.substring(0, end + 1));
      return literal(address) + authority.substring(end + 1);
    } catch (UnknownHostException none) {
      return authority.toLowerCase(Locale.ROOT);
    }
  }

  static String literal(InetAddress address) {
    String text = address.getHostAddress().replaceFirst("%.*", "");
    return text.contains(":") ? "[" + text + "]" : text;
  }

  private static Set<String> ownNames() {
    try {
      InetAddress own = InetAddress.getLocalHost();
      return Set.of(own.getHostName(), literal(own));
    } catch (UnknownHostException unknown) {
      return Set.of();
    }
  }
}
