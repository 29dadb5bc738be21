package io.election4j.bench.scenarios;

import io.election4j.mongo.MongoLeaseStore;
import io.election4j.mysql.MySqlLeaseStore;
import io.election4j.spi.LeaseStore;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.regex.Pattern;

/** Ways to a server. */
final class Connecting {

  private static final int MYSQL_PORT = 3306;
  private static final int MONGO_PORT = 27017;

  private Connecting() {}

  /** Returns a store; nothing is sent to it yet. */
  static LeaseStore to(String url) {
    return url.startsWith("mongodb") ? MongoLeaseStore.fromUrl(url) : MySqlLeaseStore.fromUrl(url);
  }

  /** Returns the address in a URL with one host. */
  static InetSocketAddress address(String url) {
    URI uri = URI.create(url);
    int port = url.startsWith("mongodb") ? MONGO_PORT : MYSQL_PORT;
    return new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? port : uri.getPort());
  }

  /** Returns the URL with another address in it. */
  static String through(String url, InetSocketAddress proxy) {
    InetSocketAddress server = address(url);
    String direct = url.startsWith("mongodb") && !url.contains("?") ? "?directConnection=true" : "";
    return url.replaceFirst(
            Pattern.quote(server.getHostString() + ":" + server.getPort()),
            proxy.getHostString() + ":" + proxy.getPort())
        + direct;
  }
}
