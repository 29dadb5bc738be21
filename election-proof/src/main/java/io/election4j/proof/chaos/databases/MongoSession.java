package io.election4j.proof.chaos.databases;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.election4j.demo.harness.ServerAddress;
import io.election4j.mongo.MongoLeaseStore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** A client of a MongoDB, whose answers are waited for. Safe for use by several threads. */
public final class MongoSession implements AutoCloseable {

  private static final String DEFAULT_DATABASE = "elections";

  private static final Pattern OF_A_SET =
      Pattern.compile("[?&]replicaSet=", Pattern.CASE_INSENSITIVE);

  private final ServerAddress address;
  private final Duration patience;
  private final String database;
  private final String leases;
  private final MongoClient client;

  /** Connects when first asked for something. */
  public MongoSession(ServerAddress address, Duration patience) {
    this.address = address;
    this.patience = patience;
    database = database(address);
    leases = storeDatabase(address);
    int millis = (int) patience.toMillis();
    client =
        MongoClients.create(
            settings(address)
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

  /** Returns whether a URL asks for a whole replica set, not just the server that it names. */
  static boolean isOfASet(ServerAddress address) {
    return address.servers().size() != 1 || OF_A_SET.matcher(address.url()).find();
  }

  /**
   * Returns how to reach it: servers by the routes that the address has for them, if any; only the
   * server named where it does not ask for a set, as the others are not behind a proxy.
   */
  static MongoClientSettings.Builder settings(ServerAddress address) {
    MongoClientSettings.Builder settings =
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(urlWithPassword(address)));
    Map<String, String> routes = address.routes();
    return settings.inetAddressResolver(
        host -> List.of(InetAddress.getAllByName(routes.getOrDefault(host, host))));
  }

  /** Only the server named is spoken to, unless the URL asks for its set. */
  static ServerAddress direct(ServerAddress address) {
    String url = address.url();
    String option = "directConnection=true";
    return url.contains(option) || isOfASet(address)
        ? address
        : new ServerAddress(url + (url.contains("?") ? "&" : "?") + option, address.password());
  }

  private static String urlWithPassword(ServerAddress address) {
    String password = address.password();
    if (password == null) {
      return direct(address).url();
    }
    String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
    return direct(address).url().replaceFirst("@", ":" + encoded + "@");
  }

  private static String database(ServerAddress address) {
    return Objects.requireNonNullElse(named(address), DEFAULT_DATABASE);
  }

  /** Returns the database that the store takes. */
  static String storeDatabase(ServerAddress address) {
    return Objects.requireNonNullElse(named(address), MongoLeaseStore.DEFAULT_DATABASE);
  }

  private static @Nullable String named(ServerAddress address) {
    return new ConnectionString(urlWithPassword(address)).getDatabase();
  }

  /** Returns the database that the address names. */
  public MongoDatabase database() {
    return client.getDatabase(database);
  }

  /** Returns where the store keeps its collections. */
  MongoDatabase leases() {
    return client.getDatabase(leases);
  }

  /** Asks the server what it is: in the words of old servers, too. */
  Document hello() {
    return wait(client.getDatabase("admin").runCommand(new Document("isMaster", 1)));
  }

  /** Returns where the primary is: the server itself, if that is no member of a set. */
  public InetSocketAddress primary() {
    String name = hello().getString("primary");
    List<InetSocketAddress> named =
        (name == null ? address : new ServerAddress("mongodb://" + name, null)).servers();
    return new InetSocketAddress(named.get(0).getHostString(), named.get(0).getPort());
  }

  /** Waits for an answer. */
  public <T> T wait(Publisher<T> answer) {
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
