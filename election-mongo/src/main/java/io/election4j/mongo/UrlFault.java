package io.election4j.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoConfigurationException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says why a URL cannot be read, without repeating anything that may be a password: what is before
 * the last {@code @}, and where there is none, anything at all but options.
 */
final class UrlFault {

  private static final String WANTED = "mongodb://user:password@host:port/database?options";

  private static final Pattern SCHEME = Pattern.compile("(?i)mongodb(?:\\+srv)?://");

  private static final Pattern ZONE = Pattern.compile("(\\[[0-9a-fA-F:.]+)%25(?=[^\\]]+])");

  private static final Pattern PORT = Pattern.compile(":([^:\\]]*)$");

  /** Behind the hosts, an @ that is in no value of an option. */
  private static final Pattern STRAY = Pattern.compile("^[^?]*@|[?&;][^=&;]*@");

  /** The driver repeats values of options. */
  private static final Pattern SECRET =
      Pattern.compile("(?i)password|pwd|token|secret|properties|proxy");

  private final String scheme;
  private final String login;
  private final String hosts;
  private final String query;

  private UrlFault(String scheme, String rest) {
    int at = rest.lastIndexOf('@');
    String place = rest.substring(at + 1);
    int end = end(place, "/?");
    this.scheme = scheme;
    this.login = rest.substring(0, Math.max(at, 0));
    this.hosts = place.substring(0, end);
    this.query = place.substring(Math.min(place.length(), end(place, "?") + 1));
  }

  /**
   * Returns a URL without the blanks around it that a line of a file may have, and with its scheme,
   * and the zones of IPv6 addresses, as the driver knows them.
   */
  static String normal(String line) {
    String url = line.strip();
    Matcher scheme = SCHEME.matcher(url);
    return scheme.lookingAt()
        ? scheme.group().toLowerCase(Locale.ROOT)
            + ZONE.matcher(url.substring(scheme.end())).replaceAll("$1%")
        : url;
  }

  /**
   * Returns whether the driver would take for hosts and options what may be the end of a password
   * with / or ? in it.
   */
  static boolean ambiguous(String url) {
    Matcher scheme = SCHEME.matcher(url);
    String rest = scheme.lookingAt() ? url.substring(scheme.end()) : "";
    return STRAY.matcher(rest.substring(end(rest, "/?"))).find();
  }

  /** Returns what is wrong with a URL that cannot be read. */
  static String of(String url) {
    Matcher scheme = SCHEME.matcher(url);
    return scheme.lookingAt()
        ? new UrlFault(scheme.group(), url.substring(scheme.end())).text()
        : "does not start with mongodb:// or mongodb+srv://";
  }

  private static int end(String text, String characters) {
    int end = 0;
    while (end < text.length() && characters.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private String text() {
    String general = "cannot be read; it should be " + WANTED;
    String login = ", with reserved characters in user and password percent-encoded";
    return hosts()
        .or(this::options)
        .map(fault -> "cannot be read: it " + fault + "; it should be " + WANTED)
        .orElse(general + login);
  }

  private Optional<String> hosts() {
    if (login.matches(".*[/?@].*")) {
      return Optional.of(
          "has one of / ? @ in the user, password or database, to be written %2F %3F %40");
    }
    if (hosts.isEmpty()) {
      return Optional.of("names no host");
    }
    boolean badPort = false;
    for (String host : hosts.split(",", -1)) {
      if (host.isEmpty()) {
        return Optional.of("has an empty host between commas");
      }
      Matcher port = PORT.matcher(host);
      badPort |= port.find() && !isPort(port.group(1));
    }
    return badPort
        ? Optional.of("has a host with a port that is not between 1 and 65535")
        : Optional.empty();
  }

  private static boolean isPort(String text) {
    return text.matches("\\d{1,5}")
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) < 65536;
  }

  /** Lets the driver read the options alone. */
  private Optional<String> options() {
    if (SECRET.matcher(query).find() || scheme.toLowerCase(Locale.ROOT).contains("srv")) {
      return Optional.empty();
    }
    String user = login.isEmpty() ? "" : "u:p@";
    String host = hosts.contains(",") ? "a,b" : "a";
    try {
      new ConnectionString("mongodb://" + user + host + "/?" + query);
      return Optional.empty();
    } catch (MongoConfigurationException | IllegalArgumentException refused) {
      return Optional.of("has options that are refused: " + MongoErrors.words(refused));
    }
  }
}
