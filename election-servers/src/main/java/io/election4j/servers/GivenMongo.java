package io.election4j.servers;

import com.mongodb.ConnectionString;
import com.mongodb.MongoCredential;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.bson.Document;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Makes a database of our own on a given MongoDB. */
final class GivenMongo {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private GivenMongo() {}

  static TestServer open(GivenAddress given) {
    GivenAddress own = withAuthenticationDatabase(given).withFreshDatabase();
    Document build =
        on(own, client -> client.getDatabase("admin").runCommand(new Document("buildInfo", 1)));
    return new GivenServer(
        own.url(),
        "MongoDB " + build.getString("version") + ", given by " + given.variable(),
        () ->
            on(own, client -> Mono.from(client.getDatabase(own.database()).drop()).thenReturn(1)));
  }

  // The database in the address is where the user is looked up, unless the address says otherwise.
  static GivenAddress withAuthenticationDatabase(GivenAddress given) {
    MongoCredential user = connectionString(given).getCredential();
    String source = user == null ? null : user.getSource();
    if (source == null) {
      return given;
    }
    String options = given.afterPath();
    String separator = options.isEmpty() ? "?" : options.matches(".*[?&;]") ? "" : "&";
    return new GivenAddress(
        given.variable(),
        given.beforePath(),
        given.path(),
        options + separator + "authSource=" + URLEncoder.encode(source, StandardCharsets.UTF_8));
  }

  private static <T> T on(GivenAddress given, Function<MongoClient, Publisher<T>> work) {
    ConnectionString address = connectionString(given);
    try (MongoClient client = MongoClients.create(address)) {
      return Mono.from(work.apply(client)).blockOptional(LIMIT).orElseThrow();
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "cannot use the server in " + given + ": " + e.getMessage(), e);
    }
  }

  private static ConnectionString connectionString(GivenAddress given) {
    try {
      return new ConnectionString(given.url());
    } catch (RuntimeException e) {
      // The cause may show the password.
      throw new IllegalArgumentException(
          given.variable() + " is not an address like mongodb://user:password@host:port");
    }
  }
}
