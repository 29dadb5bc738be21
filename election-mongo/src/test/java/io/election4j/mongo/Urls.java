package io.election4j.mongo;

/** URLs with other options than those a server is given by. */
final class Urls {

  private Urls() {}

  /** Returns a URL with this option, which goes before one of the same name. */
  static String with(String url, String option) {
    if (url.contains("?")) {
      boolean none = url.endsWith("?") || url.endsWith("&");
      return url + (none ? "" : "&") + option;
    }
    boolean path = url.indexOf('/', url.indexOf("://") + 3) >= 0;
    return url + (path ? "?" : "/?") + option;
  }
}
