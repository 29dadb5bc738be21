package io.election4j.mysql;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code mysql://user[:password]@host[:port]/database[?sslMode=...&sslCa=...]}, with blanks
 * and line ends around it.
 *
 * <p>No message repeats what may be a part of the password, also where it has / ? or @ in it that
 * are not encoded, or where the host was forgotten: of all parts, only options are named, and those
 * only if no @ is behind them.
 */
final class AddressUrl {

  private static final Set<String> SCHEMES =
      Set.of("mysql", "mariadb", "r2dbc:mysql", "r2dbc:mariadb");

  /** Without a password, which is better given otherwise. */
  private static final String WANTED =
      "mysql://user@host[:port]/database, or the same with mariadb://";

  private static final List<String> OPTIONS = List.of("sslMode", "sslCa", "sslCert", "sslKey");

  private AddressUrl() {}

  /** How an option may be called, here or elsewhere. */
  private static final String NAME = "[A-Za-z][A-Za-z0-9_.-]*";

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException saying in one line what is wrong, without the password
   */
  static Address parse(String text) {
    String url = text.strip();
    if (url.chars().anyMatch(Character::isISOControl)) {
      throw fault("has a line end or another control character in it");
    }
    int colon = url.indexOf("://");
    if (colon < 0 || !SCHEMES.contains(url.substring(0, colon).toLowerCase(Locale.ROOT))) {
      throw fault("is not of the form " + WANTED);
    }
    String rest = url.substring(colon + 3);
    int end = firstOf(rest, "/?");
    String authority = rest.substring(0, end);
    int query = firstOf(rest, "?");
    String path = end < query ? rest.substring(end + 1, query) : "";
    int at = authority.lastIndexOf('@');
    if (path.contains("@") || at < 0 && rest.contains("@")) {
      throw reserved();
    }
    Parts parts =
        new Parts(authority.substring(0, Math.max(at, 0)), authority.substring(at + 1), path);
    try {
      return parts.address(query < rest.length() ? rest.substring(query + 1) : "");
    } catch (IllegalArgumentException fault) {
      throw rest.indexOf('@', query) < 0 ? fault : reserved();
    }
  }

  private static IllegalArgumentException reserved() {
    return fault(
        "is not of the form "
            + WANTED
            + ": write / ? and @ in the user, the password, the database and the options as %2F %3F"
            + " and %40");
  }

  private static int firstOf(String text, String characters) {
    int first = 0;
    while (first < text.length() && characters.indexOf(text.charAt(first)) < 0) {
      first++;
    }
    return first;
  }

  /**
   * A URL taken apart, still encoded.
   *
   * @param login the user and, behind a colon, the password; empty if there is none
   * @param place the host and, behind a colon, the port
   * @param database empty if there is none
   */
  private record Parts(String login, String place, String database) {

    Address address(String query) {
      int colon = firstOf(login, ":");
      String user = decode(required("user", login.substring(0, colon)));
      String password = colon < login.length() ? decode(login.substring(colon + 1)) : null;
      int end = hostEnd();
      String host =
          Address.host("the host of the store URL", required("host", place.substring(0, end)));
      String port = end < place.length() ? place.substring(end + 1) : null;
      if (required("database", database).contains("/")) {
        throw fault("has a / behind the database; it ends there: " + WANTED);
      }
      return new Address(
          host,
          port("the port of the store URL", port),
          user,
          password,
          decode(database),
          Tls.of(options(query), name -> "the store URL's " + name));
    }

    private int hostEnd() {
      if (place.contains(",")) {
        throw fault("names several hosts; one is wanted: that of the primary, or of a proxy to it");
      }
      if (!place.startsWith("[")) {
        int colon = firstOf(place, ":");
        if (place.indexOf(':', colon + 1) >= 0) {
          throw fault("has several colons in the host: write an IPv6 address as [address]");
        }
        return colon;
      }
      int end = place.indexOf(']') + 1;
      if (end == 0) {
        throw fault("has a [ in the host that no ] ends");
      }
      if (end < place.length() && place.charAt(end) != ':') {
        throw fault("has something behind the ] of the host that is no port");
      }
      return end;
    }
  }

  private static String required(String name, String part) {
    if (part.isEmpty()) {
      throw fault("names no " + name + ": " + WANTED);
    }
    return part;
  }

  /**
   * Reads a port.
   *
   * @param subject of what is told if it is none
   * @param text {@code null} for the default
   */
  static int port(String subject, @Nullable String text) {
    if (text == null) {
      return Address.DEFAULT_PORT;
    }
    int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(subject + " is not between 1 and 65535");
    }
    return port;
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new HashMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
      int equals = firstOf(pair, "=");
      String name = option(pair.substring(0, equals), equals < pair.length());
      if (equals + 1 >= pair.length()) {
        throw fault("has an option " + name + " without a value");
      }
      options.put(name, decode(pair.substring(equals + 1)));
    }
    return options;
  }

  /** The clients of servers write some of them with hyphens. What has no value may be no option. */
  private static String option(String text, boolean valued) {
    String name = text.replaceAll("[-_]", "");
    String shown = valued && text.matches(NAME) ? " '" + text + "'" : "";
    return OPTIONS.stream()
        .filter(name::equalsIgnoreCase)
        .findAny()
        .orElseThrow(
            () ->
                fault(
                    "has an option" + shown + ", which is none of " + String.join(", ", OPTIONS)));
  }

  private static String decode(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw fault(
          "has a percent sign that is not followed by two hexadecimal digits; write a percent sign"
              + " as %25");
    }
  }

  private static IllegalArgumentException fault(String what) {
    return new IllegalArgumentException("the store URL " + what);
  }
}
