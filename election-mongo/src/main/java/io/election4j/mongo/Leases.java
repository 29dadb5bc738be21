package io.election4j.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.result.UpdateResult;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.support.StorableText;
import java.util.Collection;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The collection of leases.
 *
 * <p>Each write is one statement on one document, which the driver sends again after a lost
 * connection. The server then answers for a statement it has applied as it did the first time;
 * should it not know it any more, the worst is one renewal too many, or "not applied" for a fence
 * that was, which whoever reads the lease next finds out.
 *
 * <p>A statement that changes nothing is answered before a majority knows what has left it nothing
 * to change. So what must be certain once it is acknowledged always changes something, if only
 * {@link RecordCodec#CHANGED}, which rises with every write.
 */
final class Leases {

  private static final Bson OLDEST_FIRST =
      Sorts.orderBy(Sorts.ascending(RecordCodec.CHANGED), Sorts.ascending(RecordCodec.ID));

  private final MongoCollection<BsonDocument> leases;

  Leases(Database database) {
    this.leases = database.leases();
  }

  Mono<Boolean> open(Lease lease) {
    StorableText.requireCandidate(lease.candidate());
    Lease opening = Lease.opening(lease.id(), lease.ttl(), lease.candidate());
    return insert(opening).flatMap(inserted -> inserted ? Mono.just(true) : live(lease.id()));
  }

  /** Returns whether a lease is LIVE, which a majority then knows. */
  private Mono<Boolean> live(LeaseId id) {
    return update(Filters.live(id), Updates.stamp());
  }

  Mono<Boolean> renew(LeaseId id) {
    return update(Filters.live(id), Updates.renew());
  }

  /** Writes whatever the state is: a rival may just have ended it, unknown to a majority yet. */
  Mono<Void> end(LeaseId own) {
    return update(Filters.id(own), Updates.end()).then();
  }

  Mono<Boolean> fence(LeaseId rival, long version) {
    return version == 0
        ? insert(Lease.fenced(rival))
        : update(Filters.liveAt(rival, version), Updates.end());
  }

  Mono<List<BsonDocument>> find(Collection<LeaseId> ids) {
    return Flux.fromIterable(ids)
        .map(RecordCodec::of)
        .buffer(Records.CHUNK)
        .concatMap(some -> NonCancelling.all(leases.find(Filters.ids(some))))
        .flatMapIterable(found -> found)
        .collectList();
  }

  Mono<List<BsonDocument>> all() {
    return NonCancelling.all(leases.find().sort(OLDEST_FIRST));
  }

  /**
   * Deletes ended leases that no record names. A record that comes to name one between the read and
   * the deletion names an absent lease then, which rivals fence.
   */
  Mono<Void> purge(Collection<LeaseId> ended, Records records) {
    return Flux.fromIterable(ended)
        .buffer(Records.CHUNK)
        .concatMap(some -> purgeSome(some, records))
        .then();
  }

  private Mono<Void> purgeSome(List<LeaseId> ended, Records records) {
    return records
        .holders(ended)
        .map(holders -> ended.stream().filter(lease -> !holders.contains(lease)).toList())
        .filter(unnamed -> !unnamed.isEmpty())
        .flatMap(unnamed -> NonCancelling.one(leases.deleteMany(Filters.endedAmong(unnamed))))
        .then();
  }

  private Mono<Boolean> insert(Lease lease) {
    return NonCancelling.one(leases.insertOne(RecordCodec.of(lease)))
        .map(inserted -> true)
        .onErrorResume(MongoWriteException.class, error -> ifPresent(error));
  }

  private static Mono<Boolean> ifPresent(MongoWriteException error) {
    boolean present = error.getError().getCategory() == ErrorCategory.DUPLICATE_KEY;
    return present ? Mono.just(false) : Mono.error(error);
  }

  private Mono<Boolean> update(BsonDocument filter, BsonDocument update) {
    return NonCancelling.one(leases.updateOne(filter, update))
        .map(UpdateResult::getMatchedCount)
        .map(matched -> matched == 1);
  }
}
