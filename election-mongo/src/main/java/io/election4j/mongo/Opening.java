package io.election4j.mongo;

import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import reactor.core.publisher.Mono;

/**
 * Finds out that the server opens change streams, and a time at which one may begin.
 *
 * <p>The driver does not say when a stream is open. So the server is first asked to open one by a
 * plain command, whose answer tells the time of the server's last write. A stream that begins there
 * shows every write acknowledged after that answer, however long the stream itself takes to open.
 */
final class Opening {

  private static final BsonString COLLECTION = new BsonString(Database.RECORDS);

  private final Database database;

  Opening(Database database) {
    this.database = database;
  }

  /** Returns the time; fails if the server opens no change stream. */
  Mono<BsonTimestamp> time() {
    return database.run(watch()).flatMap(reply -> kill(reply).then(Mono.defer(() -> time(reply))));
  }

  private static BsonDocument watch() {
    BsonDocument stage =
        new BsonDocument(
            "$changeStream", new BsonDocument("fullDocument", new BsonString("updateLookup")));
    return new BsonDocument("aggregate", COLLECTION)
        .append("pipeline", new BsonArray(List.of(stage)))
        .append("cursor", new BsonDocument("batchSize", new BsonInt32(0)))
        .append("readConcern", new BsonDocument("level", new BsonString("majority")));
  }

  /** Closes the cursor, which would do so itself in ten minutes. */
  private Mono<Void> kill(BsonDocument reply) {
    BsonInt64 cursor = reply.getDocument("cursor").getInt64("id");
    return database
        .run(
            new BsonDocument("killCursors", COLLECTION)
                .append("cursors", new BsonArray(List.of(cursor))))
        .onErrorComplete()
        .then();
  }

  /** Servers that only speak MongoDB's language may tell no operation time, but the clock's. */
  private Mono<BsonTimestamp> time(BsonDocument reply) {
    return reply.isTimestamp("operationTime")
        ? Mono.just(reply.getTimestamp("operationTime"))
        : database
            .run(new BsonDocument("isMaster", new BsonInt32(1)))
            .map(hello -> hello.getDateTime("localTime").getValue() / 1000)
            .map(seconds -> new BsonTimestamp(seconds.intValue(), 0));
  }
}
