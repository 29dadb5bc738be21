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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;

/**
 * Asks a server who it is in the plainest way there is: without TLS, user or replica set. The
 * driver itself only says that a server did not answer, where it gave an answer that was not
 * wanted.
 */
final class Probe {

  private static final int PATIENCE_MILLIS = 700;

  private Probe() {}

  /** Returns what the server says of itself, or nothing if it says nothing. */
  static Mono<ServerDescription> ask(ServerAddress server) {
    return Mono.fromFuture(
        () -> {
          CompletableFuture<ServerDescription> answer = new CompletableFuture<>();
          // A client may not be closed on its own threads.
          Thread thread = new Thread(() -> listen(server, answer), "election-mongo-probe");
          thread.setDaemon(true);
          thread.start();
          return answer;
        },
        true);
  }

  private static void listen(ServerAddress server, CompletableFuture<ServerDescription> answer) {
    CompletableFuture<ServerDescription> heard = new CompletableFuture<>();
    MongoClient client = MongoClients.create(settings(server, heard));
    try {
      heard.completeOnTimeout(null, PATIENCE_MILLIS, MILLISECONDS).join();
    } finally {
      client.close();
      answer.complete(heard.getNow(null));
    }
  }

  private static MongoClientSettings settings(
      ServerAddress server, CompletableFuture<ServerDescription> heard) {
    ServerListener listener =
        new ServerListener() {
          @Override
          public void serverDescriptionChanged(ServerDescriptionChangedEvent event) {
            if (event.getNewDescription().isOk()) {
              heard.complete(event.getNewDescription());
            }
          }
        };
    return MongoClientSettings.builder()
        .applicationName("election4j")
        .applyToClusterSettings(c -> c.hosts(List.of(server)).mode(ClusterConnectionMode.SINGLE))
        .applyToServerSettings(s -> s.addServerListener(listener))
        .applyToSocketSettings(
            s ->
                s.connectTimeout(PATIENCE_MILLIS, MILLISECONDS)
                    .readTimeout(PATIENCE_MILLIS, MILLISECONDS))
        .build();
  }
}
