package io.election4j.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.BsonDocument;

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
