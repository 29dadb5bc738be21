package io.election4j.mongo;

import com.mongodb.reactivestreams.client.ChangeStreamPublisher;
import io.election4j.spi.StoreException;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Opens a change stream for a moment, to see that the server does so and where a stream may begin.
 *
 * <p>The driver does not say when its stream is open. So the server is first asked for one by a
 * plain command, whose answer tells the time of the last write applied. The driver's stream begins
 * a second before, as writes in flight may have a slightly earlier time, and so shows every write
 * that is acknowledged after that answer, however long it takes to open. Some it shows twice.
 */
final class StreamStart {

  private static final String TOKEN = "postBatchResumeToken";
  private static final String TIME = "operationTime";
  private static final BsonString COLLECTION = new BsonString(Database.RECORDS);
  private static final BsonDocument ALL = new BsonDocument();
  private static final BsonDocument NONE = new BsonDocument("operationType", new BsonString(""));

  private final BsonDocument reply;

  private StreamStart(BsonDocument reply) {
    this.reply = reply;
  }

  /** Fails if the server opens no change stream. */
  static Mono<StreamStart> of(Database database) {
    return database
        .run(watch(ALL))
        .map(StreamStart::new)
        .delayUntil(start -> database.run(start.kill()).onErrorComplete());
  }

  /**
   * Fails if the client cannot give another connection while a stream keeps one: some cannot be
   * asked how many they have. Where no stream can be opened, none will keep a connection.
   */
  static Mono<Void> requireSecondConnection(Database database) {
    return Flux.just(250, 1000, 2000)
        .concatMap(millis -> besideStream(database, millis))
        .any(answered -> answered)
        .filter(answered -> !answered)
        .flatMap(
            never ->
                Mono.error(
                    StoreException.misconfigured(
                        "maxPoolSize of the client that was handed in: " + Options.tooFew(),
                        null)));
  }

  /**
   * Returns whether a command is answered while a stream waits for a change. The server ends that
   * wait, so that nothing times out here: with one connection, the answers come in turn.
   */
  private static Mono<Boolean> besideStream(Database database, int millis) {
    return database
        .run(watch(NONE))
        .map(StreamStart::new)
        .filter(StreamStart::lasts)
        .flatMap(
            start ->
                Flux.merge(
                        database.runBounded(start.more(millis)).thenReturn(false),
                        database.run(Database.PING).thenReturn(true))
                    .onErrorReturn(false)
                    .next()
                    .delayUntil(answered -> database.run(start.kill()).onErrorComplete()))
        .onErrorReturn(true)
        .defaultIfEmpty(true);
  }

  private static BsonDocument watch(BsonDocument which) {
    BsonDocument stage =
        new BsonDocument(
            "$changeStream", new BsonDocument("fullDocument", new BsonString("updateLookup")));
    return new BsonDocument("aggregate", COLLECTION)
        .append("pipeline", new BsonArray(List.of(stage, new BsonDocument("$match", which))))
        .append("cursor", new BsonDocument("batchSize", new BsonInt32(0)))
        .append("readConcern", new BsonDocument("level", new BsonString("majority")));
  }

  /** Returns whether the stream stays open; a server without history of changes ends it at once. */
  boolean lasts() {
    return reply.getDocument("cursor").getNumber("id").longValue() != 0;
  }

  /** Waits for what happens next, and no longer than this. */
  private BsonDocument more(int millis) {
    return new BsonDocument("getMore", reply.getDocument("cursor").get("id"))
        .append("collection", COLLECTION)
        .append("maxTimeMS", new BsonInt32(millis));
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
      BsonTimestamp start = Markers.earlier(reply.getTimestamp(TIME), 1);
      return stream.startAtOperationTime(start.compareTo(earliest) < 0 ? earliest : start);
    }
    BsonDocument cursor = reply.getDocument("cursor");
    return cursor.isDocument(TOKEN) ? stream.resumeAfter(cursor.getDocument(TOKEN)) : stream;
  }
}
