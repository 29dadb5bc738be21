package io.election4j.servers;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The address of a server that an environment variable gives. Neither its text nor an exception
 * shows the password.
 *
 * @param variable the variable's name
 * @param beforePath scheme, user and hosts
 * @param path the database, with its slash, or nothing
 * @param afterPath the query, with its question mark, or nothing
 */
record GivenAddress(String variable, String beforePath, String path, String afterPath) {

  /** Returns what {@code variable} gives, or empty if it is not set. */
  static Optional<GivenAddress> in(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .map(String::strip)
        .filter(url -> !url.isEmpty())
        .map(url -> parse(variable, url));
  }

  private static GivenAddress parse(String variable, String url) {
    int hosts = url.indexOf("://") + 3;
    int query = url.indexOf('?', hosts) < 0 ? url.length() : url.indexOf('?', hosts);
    int slash = url.indexOf('/', hosts);
    int path = slash < 0 || slash > query ? query : slash;
    if (hosts < 4 || path == hosts) {
      throw new IllegalArgumentException(
          variable + " is not an address like scheme://user:password@host:port");
    }
    return new GivenAddress(
        variable, url.substring(0, path), url.substring(path, query), url.substring(query));
  }

  /** Returns the address with another database, which no one else uses. */
  GivenAddress withFreshDatabase() {
    long random = ThreadLocalRandom.current().nextLong();
    return new GivenAddress(
        variable, beforePath, "/election4j_" + Long.toHexString(random), afterPath);
  }

  String database() {
    return path.isEmpty() ? "" : path.substring(1);
  }

  String url() {
    return beforePath + path + afterPath;
  }

  /** Returns the hosts, for a message. */
  private String hosts() {
    int userEnd = beforePath.lastIndexOf('@');
    return beforePath.substring((userEnd < 0 ? beforePath.indexOf("://") + 2 : userEnd) + 1);
  }

  @Override
  public String toString() {
    return variable + " (" + hosts() + ")";
  }
}
