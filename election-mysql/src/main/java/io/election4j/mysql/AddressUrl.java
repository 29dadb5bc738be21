package io.election4j.mysql;

import io.asyncer.r2dbc.mysql.constant.SslMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code mysql://user[:password]@host[:port]/database[?sslMode=...&sslCa=...]}. What is
 * before the last {@code @} is never repeated in a message.
 */
final class AddressUrl {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:r2dbc:)?(?:mysql|mariadb)://"
              + "(?:(?<user>[^:/?]*)(?::(?<password>[^/?]*))?@)?"
              + "(?<host>\\[[0-9a-fA-F:.]+]|[^:/?@\\s]*)(?::(?<port>[^/?@]*))?"
              + "(?:/(?<database>[^/?]*))?(?:\\?(?<options>.*))?");

  /** Without a password, which is better given otherwise. */
  private static final String WANTED =
      "mysql://user@host[:port]/database, or the same with mariadb://";

  private static final Set<String> OPTIONS = Set.of("sslMode", "sslCa");

  private AddressUrl() {}

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException saying in one line what is wrong, without the password
   */
  static Address parse(String url) {
    Matcher parts = FORM.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException("the store URL is not of the form " + WANTED);
    }
    String user = decode(required(parts, "user"));
    String host = required(parts, "host").replaceAll("[\\[\\]]", "");
    int port = port("the port of the store URL", parts.group("port"));
    String database = decode(required(parts, "database"));
    Map<String, String> options = options(parts.group("options"));
    String password = parts.group("password");
    return new Address(
        host,
        port,
        user,
        password == null ? null : decode(password),
        database,
        sslMode(options.getOrDefault("sslMode", SslMode.PREFERRED.name())),
        options.get("sslCa"));
  }

  /**
   * Reads a port.
   *
   * @param name of what holds the text
   * @param text {@code null} for the default
   */
  static int port(String name, @Nullable String text) {
    if (text == null) {
      return Address.DEFAULT_PORT;
    }
    int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(name + ", '" + text + "', is not between 1 and 65535");
    }
    return port;
  }

  private static String required(Matcher parts, String name) {
    String part = parts.group(name);
    if (part == null || part.isEmpty()) {
      throw new IllegalArgumentException("the store URL names no " + name + ": " + WANTED);
    }
    return part;
  }

  private static Map<String, String> options(@Nullable String query) {
    Map<String, String> options = new HashMap<>();
    if (query != null && !query.isEmpty()) {
      for (String pair : query.split("&")) {
        int equals = pair.indexOf('=');
        String key = equals < 0 ? pair : pair.substring(0, equals);
        if (!OPTIONS.contains(key)) {
          throw new IllegalArgumentException(
              "the store URL has an option '" + key + "', which is none of sslMode and sslCa");
        }
        options.put(key, decode(pair.substring(equals + 1)));
      }
    }
    return options;
  }

  private static SslMode sslMode(String text) {
    String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(SslMode.values())
        .filter(mode -> mode.name().equals(name))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "sslMode '"
                        + text
                        + "' of the store URL is none of "
                        + Arrays.toString(SslMode.values())));
  }

  private static String decode(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "the store URL has a percent sign that is not followed by two hexadecimal digits; write"
              + " a percent sign as %25");
    }
  }
}
