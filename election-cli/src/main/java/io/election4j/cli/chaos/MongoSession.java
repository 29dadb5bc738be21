package io.election4j.cli.chaos;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.election4j.testkit.chaos.ChaosAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** A client of a MongoDB, whose answers are waited for. Safe for use by several threads. */
final class MongoSession implements AutoCloseable {

  private static final String DEFAULT_DATABASE = "elections";

  private final Duration patience;
  private final ConnectionString url;
  private final MongoClient client;

  MongoSession(ChaosAddress address, Duration patience) {
    this.patience = patience;
    url = new ConnectionString(urlWithPassword(address));
    int millis = (int) patience.toMillis();
    client =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(url)
                .applyToClusterSettings(
                    cluster -> cluster.serverSelectionTimeout(millis, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(
                    socket ->
                        socket
                            .connectTimeout(millis, TimeUnit.MILLISECONDS)
                            .readTimeout(millis, TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(2))
                .writeConcern(WriteConcern.MAJORITY)
                .readConcern(ReadConcern.LOCAL)
                .readPreference(ReadPreference.primary())
                .build());
  }

  /** Only the server named is spoken to: the others of its set are not behind the proxy. */
  static ChaosAddress direct(ChaosAddress address) {
    String url = address.url();
    String option = "directConnection=true";
    return url.contains(option)
        ? address
        : new ChaosAddress(url + (url.contains("?") ? "&" : "?") + option, address.password());
  }

  private static String urlWithPassword(ChaosAddress address) {
    String password = address.password();
    if (password == null) {
      return direct(address).url();
    }
    String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
    return direct(address).url().replaceFirst("@", ":" + encoded + "@");
  }

  MongoDatabase database() {
    return client.getDatabase(Objects.requireNonNullElse(url.getDatabase(), DEFAULT_DATABASE));
  }

  MongoDatabase admin() {
    return client.getDatabase("admin");
  }

  <T> T wait(Publisher<T> answer) {
    T value = Mono.from(answer).block(patience);
    if (value == null) {
      throw new IllegalStateException("no answer");
    }
    return value;
  }

  @Override
  public void close() {
    client.close();
  }
}
