package io.election4j.mongo;

import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.result.UpdateResult;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import io.election4j.spi.support.StorableText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of election records. */
final class Records {

  /** How many records one statement names at most. */
  static final int CHUNK = 1000;

  /** UTF-8 sorts by code points, as MongoDB does; Java's own order of strings is another one. */
  private static final Comparator<ElectionRecord> BY_CODE_POINTS =
      Comparator.comparing(
          record -> record.election().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private static final FindOneAndUpdateOptions WRITTEN =
      new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);

  private final MongoCollection<BsonDocument> records;

  Records(Database database) {
    this.records = database.records();
  }

  /** Creates records that are absent; returns whether any was. */
  Mono<Boolean> create(Collection<String> elections) {
    elections.forEach(Records::require);
    return Flux.fromIterable(elections)
        .buffer(CHUNK)
        .concatMap(this::createAbsent)
        .reduce(false, Boolean::logicalOr);
  }

  /** BSON keeps every whole character, in names of any length. */
  private static void require(String election) {
    if (!StorableText.storable(election)) {
      throw StoreException.unstorable(
          "the name of election '" + election + "' contains half a character", null);
    }
  }

  private Mono<Boolean> createAbsent(List<String> names) {
    return NonCancelling.all(
            records.find(Filters.elections(names)).projection(include(RecordCodec.ID)))
        .map(present -> absent(names, present))
        .filter(absent -> !absent.isEmpty())
        .flatMap(
            absent ->
                insert(absent)
                    .flatMap(alone -> alone ? stamp(absent) : confirm(absent).then())
                    .thenReturn(true));
  }

  private static List<String> absent(List<String> names, List<BsonDocument> present) {
    Set<String> ids = new HashSet<>();
    present.forEach(document -> ids.add(document.getString(RecordCodec.ID).getValue()));
    return names.stream().filter(name -> !ids.contains(name)).toList();
  }

  /** Returns whether all were inserted; the others are there, which only the primary may know. */
  private Mono<Boolean> insert(List<String> names) {
    List<BsonDocument> created = names.stream().map(RecordCodec::created).toList();
    return NonCancelling.one(records.insertMany(created, new InsertManyOptions().ordered(false)))
        .map(inserted -> true)
        .onErrorResume(Records::onlyDuplicates, alreadyThere -> Mono.just(false));
  }

  /** Makes certain that a majority knows records which somebody else is creating just now. */
  private Mono<Long> confirm(List<String> names) {
    return NonCancelling.one(records.updateMany(Filters.elections(names), Updates.stamp()))
        .map(UpdateResult::getMatchedCount)
        .filter(matched -> matched == names.size())
        .switchIfEmpty(Mono.error(() -> Claims.changedMeanwhile(names.size())));
  }

  private static boolean onlyDuplicates(Throwable error) {
    return error instanceof MongoBulkWriteException bulk
        && bulk.getWriteConcernError() == null
        && bulk.getWriteErrors().stream().allMatch(e -> e.getCode() == MongoErrors.DUPLICATE_KEY);
  }

  /** Markers new records where the server did not do it itself: MongoDB does, others may not. */
  private Mono<Void> stamp(List<String> names) {
    BsonDocument unstamped = new BsonDocument(RecordCodec.CHANGED, RecordCodec.NOW);
    unstamped.putAll(Filters.elections(names));
    return NonCancelling.one(records.updateMany(unstamped, Updates.stamp())).then();
  }

  /** Returns how many records were written. */
  Mono<Integer> write(Batch batch) {
    return NonCancelling.one(
            records.bulkWrite(batch.statements(), new BulkWriteOptions().ordered(false)))
        .map(BulkWriteResult::getMatchedCount);
  }

  /** Returns a record as it was written; nothing if it did not meet the condition. */
  Mono<BsonDocument> writeOne(String election, BsonDocument condition, BsonDocument update) {
    BsonDocument filter = condition.clone();
    filter.putAll(Filters.election(election));
    return NonCancelling.one(records.findOneAndUpdate(filter, update, WRITTEN));
  }

  /** Returns the records of these names, at most a chunk of them. */
  Mono<Map<String, ElectionRecord>> named(Collection<String> names) {
    return find(Filters.elections(names)).map(Records::byName);
  }

  Mono<List<BsonDocument>> find(BsonDocument filter) {
    return NonCancelling.all(records.find(filter));
  }

  /**
   * Returns which of these leases, at most a chunk of them, hold an election. Reads all records, as
   * no index is on the holder.
   */
  Mono<Set<LeaseId>> holders(Collection<LeaseId> among) {
    return NonCancelling.all(
            records.find(Filters.heldByAny(among)).projection(include(RecordCodec.HOLDER)))
        .map(
            found ->
                found.stream()
                    .map(document -> document.getString(RecordCodec.HOLDER).getValue())
                    .map(LeaseId::parse)
                    .collect(Collectors.toSet()));
  }

  /** Returns the time stamp of the record written last, in a document with nothing else. */
  Mono<List<BsonDocument>> last() {
    return NonCancelling.all(
        records
            .find()
            .sort(descending(RecordCodec.CHANGED))
            .limit(1)
            .projection(include(RecordCodec.CHANGED)));
  }

  /** Returns the records whose names start with a prefix, in the order of code points. */
  Flux<ElectionRecord> list(String prefix) {
    return find(Filters.startingWith(prefix))
        .map(Records::decoded)
        .flatMapIterable(found -> found)
        .sort(BY_CODE_POINTS);
  }

  static Map<String, ElectionRecord> byName(Collection<BsonDocument> documents) {
    return decoded(documents).stream()
        .collect(Collectors.toMap(ElectionRecord::election, Function.identity()));
  }

  static List<ElectionRecord> decoded(Collection<BsonDocument> documents) {
    List<ElectionRecord> decoded = new ArrayList<>(documents.size());
    documents.forEach(document -> decoded.add(RecordCodec.record(document)));
    return decoded;
  }
}
