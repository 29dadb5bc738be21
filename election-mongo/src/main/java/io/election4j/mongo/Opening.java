package io.election4j.mongo;

import com.mongodb.reactivestreams.client.ChangeStreamPublisher;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import reactor.core.publisher.Mono;

/**
 * Opens a change stream for a moment, to see that the server does so and where a stream may begin.
 *
 * <p>The driver does not say when its stream is open. So the server is first asked for one by a
 * plain command, whose answer tells the time of the last write applied. The driver's stream begins
 * a second before, as writes in flight may have a slightly earlier time, and so shows every write
 * that is acknowledged after that answer, however long it takes to open. Some it shows twice.
 */
final class Opening {

  private static final String TOKEN = "postBatchResumeToken";
  private static final String TIME = "operationTime";
  private static final BsonString COLLECTION = new BsonString(Database.RECORDS);

  private final BsonDocument reply;

  private Opening(BsonDocument reply) {
    this.reply = reply;
  }

  /** Fails if the server opens no change stream. */
  static Mono<Opening> of(Database database) {
    return database
        .run(watch())
        .map(Opening::new)
        .delayUntil(opening -> database.run(opening.kill()).onErrorComplete());
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

  /** Returns whether the stream stays open; a server without history of changes ends it at once. */
  boolean lasts() {
    return reply.getDocument("cursor").getNumber("id").longValue() != 0;
  }

  /** Without it, the server would keep the cursor for ten minutes. */
  private BsonDocument kill() {
    BsonValue cursor = reply.getDocument("cursor").get("id");
    return new BsonDocument("killCursors", COLLECTION)
        .append("cursors", new BsonArray(List.of(cursor)));
  }

  /**
   * Lets a stream begin here; one of a server that tells neither time nor token, a bit later.
   *
   * @param earliest it does not begin before, even if that is a moment ahead: what ended the last
   *     stream would end this one too
   */
  <T> ChangeStreamPublisher<T> from(ChangeStreamPublisher<T> stream, BsonTimestamp earliest) {
    if (reply.isTimestamp(TIME)) {
      BsonTimestamp start = Stamps.earlier(reply.getTimestamp(TIME), 1);
      return stream.startAtOperationTime(start.compareTo(earliest) < 0 ? earliest : start);
    }
    BsonDocument cursor = reply.getDocument("cursor");
    return cursor.isDocument(TOKEN) ? stream.resumeAfter(cursor.getDocument(TOKEN)) : stream;
  }
}
