package io.election4j.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ServerDescription;
import com.mongodb.event.ServerDescriptionChangedEvent;
import com.mongodb.event.ServerListener;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Asks a server who it is in the plainest way there is, without user or replica set. The driver
 * itself only says that a server did not answer, where it gave an answer that was not wanted.
 */
final class Probe {

  private static final int PLAIN_MILLIS = 700;

  /** There and back three times as often, and the first one of a JVM loads a thousand classes. */
  private static final int ENCRYPTED_MILLIS = 2500;

  private final ServerAddress server;
  private final boolean encrypted;
  private final int patienceMillis;
  private final CompletableFuture<ServerDescription> heard = new CompletableFuture<>();

  private Probe(ServerAddress server, boolean encrypted) {
    this.server = server;
    this.encrypted = encrypted;
    this.patienceMillis = encrypted ? ENCRYPTED_MILLIS : PLAIN_MILLIS;
  }

  /** Returns what the server says of itself without TLS, or nothing if it says nothing. */
  static Mono<ServerDescription> plain(ServerAddress server, OwnThreads threads) {
    return threads.probe(new Probe(server, false)::listen).filter(ServerDescription::isOk);
  }

  /** Returns whether the server speaks TLS, with whatever certificate. */
  static Mono<Boolean> encrypted(ServerAddress server, OwnThreads threads) {
    return threads.probe(new Probe(server, true)::listen).hasElement();
  }

  /** Not on the client's own threads, where it could not be closed. */
  private @Nullable ServerDescription listen() {
    MongoClient client = MongoClients.create(settings());
    try (client) {
      return heard.get(patienceMillis, MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException silence) {
      return heard.getNow(null);
    }
  }

  private MongoClientSettings settings() {
    ServerListener listener =
        new ServerListener() {
          @Override
          public void serverDescriptionChanged(ServerDescriptionChangedEvent event) {
            hear(event.getNewDescription());
          }
        };
    return MongoClientSettings.builder()
        .applicationName("election4j")
        .applyToClusterSettings(c -> c.hosts(List.of(server)).mode(ClusterConnectionMode.SINGLE))
        .applyToServerSettings(s -> s.addServerListener(listener))
        .applyToSslSettings(s -> s.enabled(encrypted).invalidHostNameAllowed(true))
        .applyToSocketSettings(
            s ->
                s.connectTimeout(patienceMillis, MILLISECONDS)
                    .readTimeout(patienceMillis, MILLISECONDS))
        .build();
  }

  /** Who shows a certificate speaks TLS, even if nobody trusts it. */
  private void hear(ServerDescription said) {
    boolean shown =
        TopologyDiagnosis.chain(said.getException())
            .anyMatch(GeneralSecurityException.class::isInstance);
    if (said.isOk() || shown) {
      heard.complete(said);
    }
  }
}
