package io.election4j.testkit.chaos;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a store is.
 *
 * @param url of the form {@code scheme://user@host:port/...}, with one host, its port, and no
 *     password
 * @param password {@code null} for none
 */
public record ChaosAddress(String url, @Nullable String password) {

  private static final Pattern HOST =
      Pattern.compile(
          "(?<before>[^:]+://(?:[^@/?]*@)?)(?<host>[^/?,@:]+):(?<port>\\d+)(?<after>(?:[/?].*)?)");

  /**
   * Checks the form of the URL.
   *
   * @throws IllegalArgumentException if it names no host with its port, or several
   */
  public ChaosAddress {
    if (!HOST.matcher(url).matches()) {
      throw new IllegalArgumentException("the URL does not name one host and its port");
    }
  }

  /** Returns the host and the port. */
  public InetSocketAddress server() {
    Matcher parts = parts();
    return new InetSocketAddress(parts.group("host"), Integer.parseInt(parts.group("port")));
  }

  /** Returns the same address by way of a proxy. */
  public ChaosAddress through(InetSocketAddress proxy) {
    Matcher parts = parts();
    String host = proxy.getHostString() + ":" + proxy.getPort();
    return new ChaosAddress(parts.group("before") + host + parts.group("after"), password);
  }

  private Matcher parts() {
    Matcher parts = HOST.matcher(url);
    if (!parts.matches()) {
      throw new IllegalStateException("was checked");
    }
    return parts;
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return "ChaosAddress[" + url + "]";
  }
}
