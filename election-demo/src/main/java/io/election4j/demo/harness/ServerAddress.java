package io.election4j.demo.harness;

import io.election4j.cli.base.DatabaseStores;
import io.election4j.cli.base.Secret;
import io.election4j.cli.base.StoreAddress;
import io.election4j.spi.LeaseStore;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a store is, and how that is told to a process.
 *
 * @param url of the form {@code scheme://user@host:port,host:port/...}, with no password
 * @param password {@code null} for none
 * @param routes for a candidate whose driver finds servers by their names: the address of this
 *     machine to take each name for, by name; empty if names mean what they mean
 */
public record ServerAddress(String url, @Nullable String password, Map<String, String> routes) {

  private static final String URL = "ELECTION_CANDIDATE_URL";
  private static final String PASSWORD = "ELECTION_CANDIDATE_PASSWORD";

  /** Written as {@code name=address,...}. */
  private static final String ROUTES = "ELECTION_CANDIDATE_ROUTES";

  private static final Pattern FORM =
      Pattern.compile(
          "(?<before>(?<scheme>(?:jdbc:)?[^:]+)://(?:[^@/?]*@)?)(?<hosts>[^/?@]+)(?<after>(?:[/?].*)?)");
  private static final Pattern HOST =
      Pattern.compile("(?<host>\\[[^\\]]+]|[^:\\[\\]]+)(?::(?<port>\\d{1,5}))?");
  private static final Map<String, Integer> USUAL_PORTS =
      Map.of(
          "mysql", 3306, "mariadb", 3306, "mongodb", 27017, "postgresql", 5432, "postgres", 5432);

  /**
   * Checks the form of the URL.
   *
   * @throws IllegalArgumentException if it names no host, or one whose port is not known
   */
  public ServerAddress {
    if (!isLookedUp(url)) {
      servers(url);
    }
    routes = Map.copyOf(routes);
  }

  /** Takes names for what they are. */
  public ServerAddress(String url, @Nullable String password) {
    this(url, password, Map.of());
  }

  /** Returns what the URL begins with: {@code mysql}, {@code jdbc:mysql}. */
  public String scheme() {
    return url.substring(0, url.indexOf("://"));
  }

  /**
   * Returns the hosts and ports that the URL names; empty if they have to be looked up, which is so
   * with {@code mongodb+srv}.
   */
  public List<InetSocketAddress> servers() {
    return isLookedUp(url) ? List.of() : servers(url);
  }

  /**
   * Returns the same address by way of a proxy, which takes the place of all its hosts. On MongoDB
   * only that one is spoken to: the others of its set are not behind it.
   */
  public ServerAddress through(InetSocketAddress proxy) {
    Matcher parts = parts(url);
    String after = parts.group("after");
    return new ServerAddress(
        parts.group("before")
            + proxy.getHostString()
            + ":"
            + proxy.getPort()
            + (parts.group("scheme").equals("mongodb") ? direct(after) : after),
        password);
  }

  private static String direct(String after) {
    String[] parts = after.split("\\?", 2);
    Stream<String> options = parts.length == 1 ? Stream.of() : Arrays.stream(parts[1].split("&"));
    return (parts[0].isEmpty() ? "/" : parts[0])
        + Stream.concat(
                options.filter(option -> !option.matches("(?i)(replicaSet|directConnection)=.*")),
                Stream.of("directConnection=true"))
            .collect(Collectors.joining("&", "?", ""));
  }

  /** Returns the same address for one who is to take names for other addresses. */
  public ServerAddress by(Map<String, String> routes) {
    return new ServerAddress(url, password, routes);
  }

  /**
   * Returns the store of the database there; nothing is sent to it yet.
   *
   * @param neverCreate whether to refuse one without its schema instead of creating it
   */
  public LeaseStore store(boolean neverCreate) {
    Optional<Secret> secret = Optional.ofNullable(password).map(Secret::new);
    return new DatabaseStores().open(StoreAddress.parse(url).with(secret), neverCreate);
  }

  /** Returns what tells a process where the store is. */
  public Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>(Map.of(URL, url, ROUTES, text(routes)));
    if (password != null) {
      variables.put(PASSWORD, password);
    }
    return variables;
  }

  /** Returns where this process was told that the store is. */
  public static ServerAddress current() {
    return new ServerAddress(
        System.getenv(URL), System.getenv(PASSWORD), routes(System.getenv(ROUTES)));
  }

  static String text(Map<String, String> routes) {
    return routes.entrySet().stream()
        .map(route -> route.getKey() + "=" + route.getValue())
        .collect(Collectors.joining(","));
  }

  static Map<String, String> routes(String text) {
    return Arrays.stream(text.split(","))
        .filter(route -> !route.isEmpty())
        .map(route -> route.split("="))
        .collect(Collectors.toMap(route -> route[0], route -> route[1]));
  }

  private static boolean isLookedUp(String url) {
    return url.startsWith("mongodb+srv://");
  }

  private static List<InetSocketAddress> servers(String url) {
    Matcher parts = parts(url);
    int usual = USUAL_PORTS.getOrDefault(parts.group("scheme").replaceFirst("^jdbc:", ""), 0);
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
    return "ServerAddress[" + url + "]";
  }
}
