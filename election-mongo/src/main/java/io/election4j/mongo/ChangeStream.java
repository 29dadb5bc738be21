package io.election4j.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoCommandException;
import com.mongodb.client.model.changestream.FullDocument;
import com.mongodb.client.model.changestream.OperationType;
import com.mongodb.reactivestreams.client.ChangeStreamPublisher;
import io.election4j.spi.ChangePush.Change;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * One change stream on the records, opened again whenever it stops. It needs no history: its token
 * is dropped with it, and what changed meanwhile is read by whoever is told that it is open again.
 */
final class ChangeStream {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeStream.class);

  /** How long the server holds back its answer while nothing changes. */
  static final int MAX_AWAIT_MILLIS = 5000;

  /** After which a server that had no change streams is asked again. */
  private static final Duration ABSENT = Duration.ofMinutes(1);

  private static final String OPERATION = "operationType";
  private static final String FULL_DOCUMENT = "fullDocument";
  private static final String CLUSTER_TIME = "clusterTime";

  private static final Set<BsonValue> ENDS =
      Stream.of(
              OperationType.INVALIDATE,
              OperationType.DROP,
              OperationType.RENAME,
              OperationType.DROP_DATABASE)
          .map(type -> new BsonString(type.getValue()))
          .collect(Collectors.toUnmodifiableSet());

  /**
   * Leaves out what guards do to a record, which is not for anybody to know. The server does so
   * before it looks the document up, so guarded transactions cost those who watch nothing.
   */
  private static final List<BsonDocument> UNLESS_GUARD =
      List.of(
          new BsonDocument(
              "$match",
              new BsonDocument(
                  "updateDescription.updatedFields." + RecordCodec.GUARD,
                  new BsonDocument("$exists", BsonBoolean.FALSE))));

  private final Database database;
  private final MongoErrors errors;
  private final Scheduler scheduler;
  private final Backoff backoff = new Backoff();
  private boolean open;
  private long openedAtNanos;

  /** The first moment after the collection was dropped or renamed. */
  private BsonTimestamp earliest = RecordCodec.NOW;

  private boolean goneJustNow;

  /** Whether the server had no change streams when it was last asked. */
  private boolean absent;

  private ChangeStream(Database database, MongoErrors errors, Scheduler scheduler) {
    this.database = database;
    this.errors = errors;
    this.scheduler = scheduler;
  }

  /** Returns the changes, each subscription on a stream of its own; they never end. */
  static Flux<Change> changes(Database database, MongoErrors errors, Scheduler scheduler) {
    return Flux.defer(() -> new ChangeStream(database, errors, scheduler).supervised());
  }

  private Flux<Change> supervised() {
    return Flux.defer(this::attempt)
        .retryWhen(Retry.from(failures -> failures.concatMap(f -> Mono.delay(pause(), scheduler))));
  }

  /** Nothing failed if the collection is gone: a new one is listened to at once. */
  private Duration pause() {
    if (absent) {
      return ABSENT;
    }
    Duration pause = goneJustNow ? Duration.ZERO : backoff.next();
    goneJustNow = false;
    return pause;
  }

  private Flux<Change> attempt() {
    return StreamStart.of(database)
        .flatMapMany(this::open)
        .concatWith(Mono.error(StoreException.unavailable("the change stream ended", null)))
        .onErrorResume(this::broken);
  }

  private Flux<Change> open(StreamStart start) {
    if (!start.lasts()) {
      absent();
      return Flux.error(StoreException.unavailable("no change streams", null));
    }
    absent = false;
    open = true;
    openedAtNanos = System.nanoTime();
    return Flux.<Change>just(new Change.Opened()).concatWith(writes(start));
  }

  /** Takes the events as they are: the driver's own class for them takes long to decode. */
  private Flux<Change> writes(StreamStart start) {
    ChangeStreamPublisher<BsonDocument> stream =
        database.stream()
            .watch(UNLESS_GUARD, BsonDocument.class)
            .fullDocument(FullDocument.UPDATE_LOOKUP)
            .maxAwaitTime(MAX_AWAIT_MILLIS, MILLISECONDS);
    return Flux.from(start.from(stream, earliest).withDocumentClass(BsonDocument.class))
        .handle(this::happened);
  }

  private void happened(BsonDocument event, SynchronousSink<Change> sink) {
    if (ENDS.contains(event.get(OPERATION))) {
      gone(event, sink);
    } else if (event.isDocument(FULL_DOCUMENT)) {
      written(event.getDocument(FULL_DOCUMENT), sink);
    }
  }

  private void gone(BsonDocument event, SynchronousSink<Change> sink) {
    if (event.isTimestamp(CLUSTER_TIME)) {
      earliest = new BsonTimestamp(event.getTimestamp(CLUSTER_TIME).getValue() + 1);
      goneJustNow = true;
    }
    sink.error(
        StoreException.unavailable(
            "collection '" + Database.RECORDS + "' was dropped or renamed", null));
  }

  /** Takes all from the full document, which is absent if the record was deleted since. */
  private static void written(BsonDocument document, SynchronousSink<Change> sink) {
    try {
      sink.next(new Change.Written(RecordCodec.record(document)));
    } catch (StoreException foreign) {
      LOG.debug("{}", MongoErrors.words(foreign));
    }
  }

  /** It may become one of a replica set, and is asked again. */
  private void absent() {
    if (!absent) {
      LOG.info(
          "This MongoDB server has no change streams, as it is no replica set: records are polled");
    }
    absent = true;
  }

  private Flux<Change> broken(Throwable error) {
    if (error instanceof MongoCommandException refused
        && MongoErrors.NO_CHANGE_STREAMS.contains(refused.getErrorCode())) {
      absent();
    }
    StoreException cause = errors.operating(error);
    if (absent && !open) {
      return Flux.error(cause); // there was nothing that could break
    }
    if (open && held()) {
      backoff.reset();
    }
    open = false;
    return Flux.<Change>just(new Change.Broken(cause)).concatWith(Mono.error(cause));
  }

  private boolean held() {
    return System.nanoTime() - openedAtNanos > MILLISECONDS.toNanos(MAX_AWAIT_MILLIS);
  }
}
