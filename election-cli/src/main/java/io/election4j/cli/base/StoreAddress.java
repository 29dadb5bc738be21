package io.election4j.cli.base;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a store is.
 *
 * @param kind which module speaks to it
 * @param url without a password
 * @param password if there is one
 */
public record StoreAddress(Kind kind, String url, Optional<Secret> password) {

  private static final Pattern SECRET_PARAMETER =
      Pattern.compile("(^|[?&])[^=&]*(passw|pwd|secret)[^=&]*=", Pattern.CASE_INSENSITIVE);
  private static final Pattern PORT = Pattern.compile(":(\\d{1,5})$");

  /** Which module speaks to a store. */
  public enum Kind {
    MYSQL("mysql", "mariadb"),
    MONGO("mongodb", "mongodb+srv"),
    POSTGRESQL("postgresql", "postgres"),
    JDBC("jdbc:mysql", "jdbc:mariadb", "jdbc:postgresql");

    private final String[] schemes;

    Kind(String... schemes) {
      this.schemes = schemes;
    }
  }

  /**
   * Reads a URL that somebody typed, or a file held. Nothing of it that may be a password gets into
   * a message.
   *
   * @throws CommandFailure if it has a password in it, or no scheme that is known
   */
  public static StoreAddress parse(String text) {
    String url = text.strip();
    int colon = url.indexOf("://");
    String rest = colon < 0 ? url : url.substring(colon + 3);
    refusePassword(rest);
    Kind kind = kind(colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT));
    requireHostAndPort(rest);
    return new StoreAddress(kind, url, Optional.empty());
  }

  /** Returns whether it names a user, who can have a password. */
  public boolean namesUser() {
    return url.contains("@") || url.matches("[^?]*\\?(.*&)?user=.*");
  }

  /** Returns the same address with a password, if it names a user who can have one. */
  public StoreAddress with(Optional<Secret> secret) {
    return new StoreAddress(kind, url, namesUser() ? secret : Optional.empty());
  }

  /** Returns the address as it may be shown. */
  public String shown() {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }

  private static Kind kind(String scheme) {
    return Arrays.stream(Kind.values())
        .filter(kind -> Arrays.asList(kind.schemes).contains(scheme))
        .findFirst()
        .orElseThrow(
            () -> refused((scheme.isEmpty() ? "has no scheme" : unknown(scheme)) + known()));
  }

  private static String unknown(String scheme) {
    boolean printable = scheme.matches("[a-z][a-z0-9+.:-]{0,30}");
    return "has the unknown scheme" + (printable ? " '" + scheme + "'" : "");
  }

  private static String known() {
    return Arrays.stream(Kind.values())
        .flatMap(kind -> Arrays.stream(kind.schemes))
        .map(scheme -> scheme + "://")
        .collect(Collectors.joining(", ", ", known are ", ""));
  }

  private static void refusePassword(String rest) {
    int at = rest.lastIndexOf('@');
    boolean beforeHost = at >= 0 && rest.substring(0, at).contains(":");
    if (beforeHost || SECRET_PARAMETER.matcher(rest).find()) {
      throw refused("has a password in it, which others can see: " + PasswordOptions.PLACES);
    }
  }

  /** Of every host, were there several; what is no port may be a password without its host. */
  private static void requireHostAndPort(String rest) {
    String authority = rest.split("[/?#]", 2)[0];
    String hosts = authority.substring(authority.lastIndexOf('@') + 1);
    if (hosts.isEmpty()) {
      throw refused("names no host");
    }
    for (String host : hosts.split(",")) {
      boolean address = host.endsWith("]");
      if (host.indexOf(':') >= 0 && !address && !PORT.matcher(host).find()) {
        throw refused("has something after ':' that is not a port");
      }
    }
  }

  /** Refuses what is neither a URL nor one of these words; it may be a URL without its scheme. */
  public static CommandFailure neither(String given, String words) {
    String shown = given.matches("[A-Za-z]+") ? " '" + given + "'" : "";
    return CommandFailure.usage("--store" + shown + " is none of " + words + ", and no URL");
  }

  private static CommandFailure refused(String fault) {
    return CommandFailure.usage("the URL given with --store " + fault);
  }
}
