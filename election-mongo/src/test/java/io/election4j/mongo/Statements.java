package io.election4j.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.BsonDocument;
import reactor.core.publisher.Flux;

/** Listens to what a client sends. */
final class Statements implements CommandListener {

  private final List<BsonDocument> sent = new CopyOnWriteArrayList<>();

  MongoClient client(String url) {
    return MongoClients.create(
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(url))
            .addCommandListener(this)
            .build());
  }

  @Override
  public void commandStarted(CommandStartedEvent event) {
    sent.add(event.getCommand().clone());
  }

  /** Waits for the command of this name that is this many-th. */
  BsonDocument next(String name, int number) {
    return Flux.interval(Duration.ofMillis(10))
        .onBackpressureDrop()
        .concatMapIterable(
            tick ->
                sent.stream()
                    .filter(command -> command.getFirstKey().equals(name))
                    .skip(number - 1)
                    .limit(1)
                    .toList())
        .blockFirst(Some.PATIENCE);
  }

  void forget() {
    sent.clear();
  }

  List<BsonDocument> commands() {
    return List.copyOf(sent);
  }

  /** Returns the names of the commands, but for those of the change stream. */
  List<String> names() {
    return sent.stream()
        .map(BsonDocument::getFirstKey)
        .filter(name -> !List.of("aggregate", "getMore", "killCursors").contains(name))
        .toList();
  }
}
