package io.election4j.bench.scenarios;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.election4j.mongo.MongoLeaseStore;
import io.election4j.mysql.MySqlLeaseStore;
import io.election4j.spi.LeaseStore;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** Ways to a server. */
final class Connecting {

  private static final int MYSQL_PORT = 3306;
  private static final int MONGO_PORT = 27017;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Connecting() {}

  /** Returns a store; nothing is sent to it yet. */
  static LeaseStore to(String url) {
    return isMongo(url) ? MongoLeaseStore.fromUrl(url) : MySqlLeaseStore.fromUrl(url);
  }

  /** Returns the address of the server that a URL names: the primary's, if that is a set. */
  static InetSocketAddress address(String url) {
    return isMongo(url) ? primary(url) : address(URI.create(url), MYSQL_PORT);
  }

  private static InetSocketAddress primary(String url) {
    try (MongoClient client = MongoClients.create(url)) {
      // Not "hello", which old servers do not know.
      Document command = new Document("isMaster", 1);
      Document answer =
          Mono.from(client.getDatabase("admin").runCommand(command))
              .blockOptional(PATIENCE)
              .orElseThrow();
      String primary = answer.getString("primary");
      return address(URI.create(primary == null ? url : "mongodb://" + primary), MONGO_PORT);
    }
  }

  private static InetSocketAddress address(URI uri, int port) {
    return new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? port : uri.getPort());
  }

  /** Returns the URL with another address in place of its hosts. */
  static String through(String url, InetSocketAddress proxy) {
    String host = "$1" + proxy.getHostString() + ":" + proxy.getPort();
    String ours = url.replaceFirst("^([^:]+://(?:[^@/?]*@)?)[^/?]+", host);
    return isMongo(url) ? direct(ours) : ours;
  }

  /** The others of its set are not behind a proxy. */
  private static String direct(String url) {
    String[] parts = url.split("\\?", 2);
    Stream<String> options = parts.length == 1 ? Stream.of() : Arrays.stream(parts[1].split("&"));
    return parts[0]
        + (parts[0].indexOf('/', "mongodb://".length()) < 0 ? "/" : "")
        + Stream.concat(
                options.filter(option -> !option.matches("(?i)(replicaSet|directConnection)=.*")),
                Stream.of("directConnection=true"))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static boolean isMongo(String url) {
    return url.startsWith("mongodb");
  }
}
