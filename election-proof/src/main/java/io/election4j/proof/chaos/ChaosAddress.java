package io.election4j.proof.chaos;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a store is.
 *
 * @param url of the form {@code scheme://user@host:port,host:port/...}, with no password
 * @param password {@code null} for none
 * @param routes for a candidate whose driver finds servers by their names: the address of this
 *     machine to take each name for, by name; empty if names mean what they mean
 */
public record ChaosAddress(String url, @Nullable String password, Map<String, String> routes) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?<before>(?<scheme>[^:]+)://(?:[^@/?]*@)?)(?<hosts>[^/?@]+)(?<after>(?:[/?].*)?)");
  private static final Pattern HOST =
      Pattern.compile("(?<host>\\[[^\\]]+]|[^:\\[\\]]+)(?::(?<port>\\d{1,5}))?");
  private static final Map<String, Integer> USUAL_PORTS =
      Map.of("mysql", 3306, "mariadb", 3306, "mongodb", 27017);

  /**
   * Checks the form of the URL.
   *
   * @throws IllegalArgumentException if it names no host, or one whose port is not known
   */
  public ChaosAddress {
    if (!isLookedUp(url)) {
      servers(url);
    }
    routes = Map.copyOf(routes);
  }

  /** Takes names for what they are. */
  public ChaosAddress(String url, @Nullable String password) {
    this(url, password, Map.of());
  }

  /**
   * Returns the hosts and ports that the URL names; empty if they have to be looked up, which is so
   * with {@code mongodb+srv}.
   */
  public List<InetSocketAddress> servers() {
    return isLookedUp(url) ? List.of() : servers(url);
  }

  /** Returns the same address by way of a proxy, which takes the place of all its hosts. */
  public ChaosAddress through(InetSocketAddress proxy) {
    Matcher parts = parts(url);
    String host = proxy.getHostString() + ":" + proxy.getPort();
    return new ChaosAddress(parts.group("before") + host + parts.group("after"), password);
  }

  /** Returns the same address for one who is to take names for other addresses. */
  public ChaosAddress by(Map<String, String> routes) {
    return new ChaosAddress(url, password, routes);
  }

  private static boolean isLookedUp(String url) {
    return url.startsWith("mongodb+srv://");
  }

  private static List<InetSocketAddress> servers(String url) {
    Matcher parts = parts(url);
    int usual = USUAL_PORTS.getOrDefault(parts.group("scheme"), 0);
    return Arrays.stream(parts.group("hosts").split(",", -1))
        .map(host -> server(host, usual))
        .toList();
  }

  private static InetSocketAddress server(String text, int usual) {
    Matcher parts = HOST.matcher(text);
    if (!parts.matches() || (parts.group("port") == null && usual == 0)) {
      throw unreadable();
    }
    String port = parts.group("port");
    return InetSocketAddress.createUnresolved(
        parts.group("host").replaceAll("[\\[\\]]", ""),
        port == null ? usual : Integer.parseInt(port));
  }

  private static Matcher parts(String url) {
    Matcher parts = FORM.matcher(url);
    if (!parts.matches()) {
      throw unreadable();
    }
    return parts;
  }

  private static IllegalArgumentException unreadable() {
    return new IllegalArgumentException("the URL does not name hosts and their ports");
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return "ChaosAddress[" + url + "]";
  }
}
