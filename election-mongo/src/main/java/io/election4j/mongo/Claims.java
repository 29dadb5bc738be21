package io.election4j.mongo;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import io.election4j.spi.support.StorableText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes elections: one write for all that are seen vacant or held by the same lease, then one read
 * of what was won. Each claim leaves its own random number in what it takes, as the holder and the
 * term alone do not tell it from an earlier claim by the same lease.
 */
final class Claims {

  /** A record as it was taken, and the term that the claimant had seen. */
  private record Taken(ElectionRecord record, long seen) {

    boolean isAhead() {
      return record.term() > seen;
    }

    Taken lifted() {
      return new Taken(record.withTerm(seen + 1).withRevision(record.revision() + 1), seen);
    }
  }

  private final Records records;

  Claims(Records records) {
    this.records = records;
  }

  Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    StorableText.requireCandidate(me.candidate());
    return Flux.fromIterable(seen)
        .buffer(Records.CHUNK)
        .concatMapDelayError(some -> claimSome(me, some));
  }

  private Flux<ElectionRecord> claimSome(Lease me, List<ElectionRecord> seen) {
    BsonString claim = new BsonString(UUID.randomUUID().toString());
    BsonDocument take = Updates.take(me, claim);
    if (seen.size() == 1) {
      return claimOne(me, seen.get(0), take);
    }
    Batch batch = new Batch();
    seen.forEach(record -> batch.add(record.election(), unchanged(record, me.id()), take));
    return records
        .write(batch)
        .filter(written -> written > 0)
        .flatMapMany(written -> won(me, claim, seen, written));
  }

  /** One that changes hands is written and read in one round trip, as nobody leads meanwhile. */
  private Flux<ElectionRecord> claimOne(Lease me, ElectionRecord seen, BsonDocument take) {
    return records
        .writeOne(seen.election(), unchanged(seen, me.id()), take)
        .map(RecordCodec::record)
        .map(record -> new Taken(record, seen.term()))
        .flatMapMany(this::kept);
  }

  private Flux<ElectionRecord> kept(Taken taken) {
    return taken.isAhead() ? Flux.just(taken.record()) : lift(List.of(taken)).map(Taken::record);
  }

  private static BsonDocument unchanged(ElectionRecord seen, LeaseId me) {
    LeaseId holder = seen.holder();
    if (holder == null) {
      return Filters.vacant();
    }
    return holder.equals(me) ? Filters.heldBy(me, seen.term()) : Filters.heldBy(holder);
  }

  private Flux<ElectionRecord> won(
      Lease me, BsonString claim, List<ElectionRecord> seen, int written) {
    return records
        .find(Filters.elections(seen.stream().map(ElectionRecord::election).toList()))
        .map(found -> found.stream().filter(d -> claim.equals(d.get(RecordCodec.CLAIM))).toList())
        .map(mine -> taken(me, Records.byName(mine), seen))
        .flatMapMany(
            taken ->
                Flux.fromIterable(taken)
                    .filter(Taken::isAhead)
                    .concatWith(lift(taken.stream().filter(t -> !t.isAhead()).toList()))
                    .map(Taken::record)
                    .concatWith(complete(taken.size(), written)));
  }

  /** What a vacancy has left since bears the mark of the claim still, but is won no more. */
  private static List<Taken> taken(
      Lease me, Map<String, ElectionRecord> mine, List<ElectionRecord> seen) {
    return seen.stream()
        .flatMap(
            before ->
                Stream.ofNullable(mine.get(before.election()))
                    .filter(record -> record.heldBy(me.id()))
                    .map(record -> new Taken(record, before.term())))
        .toList();
  }

  /**
   * The data went back behind a term seen (a backup was restored, say): lifts the terms of what was
   * taken above those seen, so that no token is given twice.
   */
  private Flux<Taken> lift(List<Taken> behind) {
    if (behind.isEmpty()) {
      return Flux.empty();
    }
    Batch batch = new Batch();
    behind.forEach(
        t ->
            batch.add(
                t.record().election(),
                Filters.asHeld(t.record()),
                Updates.raise(t.lifted().record().term())));
    return records
        .write(batch)
        .flatMapMany(
            written ->
                written == behind.size()
                    ? Flux.fromIterable(behind).map(Taken::lifted)
                    : Flux.error(changedMeanwhile(behind.size() - written)));
  }

  /** Just after a failover, a read may miss a write that a majority acknowledged before. */
  private static Mono<ElectionRecord> complete(int found, int written) {
    return found >= written ? Mono.empty() : Mono.error(changedMeanwhile(written - found));
  }

  static StoreException changedMeanwhile(int count) {
    return StoreException.unavailable(
        count + " records changed between a write and the read after it", null);
  }
}
