package io.election4j.mongo;

import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads leases by one query and records by another one, each only if it is wanted. Leases come
 * first: their stamps may move the marker, as {@link Markers} explains, only past records read
 * later.
 */
final class Observations {

  private final Identity identity;
  private final Leases leases;
  private final Records records;

  Observations(Identity identity, Leases leases, Records records) {
    this.identity = identity;
    this.leases = leases;
    this.records = records;
  }

  Mono<Observation> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    return identity
        .name()
        .flatMap(name -> leases.find(watched).flatMap(l -> observe(name, since, l, elections)));
  }

  private Mono<Observation> observe(
      String name,
      @Nullable Marker since,
      List<BsonDocument> leases,
      Collection<String> elections) {
    if (since == null) {
      return named(elections).map(read -> observation(name, null, read, leases));
    }
    if (since.equals(Marker.START)) {
      return records
          .last()
          .map(last -> next(since, last, leases))
          .flatMap(next -> named(elections).map(read -> observation(name, next, read, leases)));
    }
    return changed(since, elections)
        .flatMap(
            first ->
                named(elections.stream().skip(Records.CHUNK).toList())
                    .map(rest -> Stream.concat(first.stream(), rest.stream()).toList())
                    .map(read -> observation(name, next(since, first, leases), read, leases)));
  }

  /** Reads what changed and, in the same query, the first of the elections. */
  private Mono<List<BsonDocument>> changed(Marker since, Collection<String> elections) {
    List<String> first = elections.stream().limit(Records.CHUNK).toList();
    return records.find(Filters.changedSince(Markers.overlapped(since), first));
  }

  private Mono<List<BsonDocument>> named(Collection<String> elections) {
    return Flux.fromIterable(elections)
        .buffer(Records.CHUNK)
        .concatMap(some -> records.find(Filters.elections(some)))
        .flatMapIterable(found -> found)
        .collectList();
  }

  private static Marker next(Marker since, List<BsonDocument> changed, List<BsonDocument> leases) {
    return Markers.marker(Markers.highest(leases, Markers.highest(changed, Markers.of(since))));
  }

  private static Observation observation(
      String identity,
      @Nullable Marker next,
      List<BsonDocument> records,
      List<BsonDocument> leases) {
    return new Observation(
        identity, next, Records.decoded(records), leases.stream().map(RecordCodec::lease).toList());
  }
}
