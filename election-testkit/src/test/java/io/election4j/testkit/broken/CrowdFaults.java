package io.election4j.testkit.broken;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What goes wrong only when many call at once. */
final class CrowdFaults {

  private CrowdFaults() {}

  static Stream<Fault> all() {
    return Stream.of(
        Fault.of("a publication lost to a rival is reported", "L21", CrowdFaults::publishesInVain),
        Fault.shared("batches lock in the order given", "L10", OrderedLocks::shared),
        Fault.shared("a fence lost to the end is reported", "L21", CrowdFaults::fencesInVain),
        Fault.shared(
            "readings of the same at the same time are one", "L21", CrowdFaults::sharesReadings));
  }

  /** The condition is looked at first, and the write comes later. */
  private static LeaseStore publishesInVain(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
        return amendments.size() == 1
            ? Flux.fromIterable(amendments).concatMap(one -> amend(one))
            : super.amend(amendments);
      }

      private Flux<ElectionRecord> amend(Amendment one) {
        return nowOf(List.of(one.held()))
            .delayElement(Duration.ofMillis(1))
            .flatMapMany(
                now ->
                    super.amend(List.of(one))
                        .switchIfEmpty(inVain(one, now.get(one.held().election()))));
      }

      private Mono<ElectionRecord> inVain(Amendment one, @Nullable ElectionRecord before) {
        return one instanceof Amendment.Publish && before != null && before.equals(one.held())
            ? nowOf(List.of(before))
                .flatMapIterable(Map::values)
                .filter(now -> now.term() != before.term())
                .next()
                .map(now -> before)
            : Mono.empty();
      }
    };
  }

  /** A lease that was ended while it was being fenced counts as fenced. */
  private static Function<InMemoryLeaseStore, LeaseStore> fencesInVain() {
    Set<LeaseId> ended = ConcurrentHashMap.newKeySet();
    return store ->
        new AlteredStore(store) {
          @Override
          public Mono<Void> end(LeaseId own) {
            return super.end(own).doOnTerminate(() -> ended.add(own));
          }

          @Override
          public Mono<Boolean> fence(LeaseId rival, long version) {
            return now(rival)
                .filter(lease -> lease.live() && lease.version() == version)
                .delayElement(Duration.ofMillis(2))
                .flatMap(
                    lease -> super.fence(rival, version).map(won -> won || ended.contains(rival)))
                .switchIfEmpty(super.fence(rival, version));
          }
        };
  }

  /** Who asks the same as somebody else just now is given the same answer. */
  private static Function<InMemoryLeaseStore, LeaseStore> sharesReadings() {
    Map<Object, Mono<Observation>> underWay = new ConcurrentHashMap<>();
    return store ->
        new AlteredStore(store) {
          @Override
          public Mono<Observation> observe(
              @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
            Mono<Observation> reading = super.observe(since, watched, elections);
            Object question = List.of(watched, elections);
            return since != null
                ? reading
                : Mono.defer(
                    () ->
                        underWay.computeIfAbsent(
                            question,
                            any ->
                                reading
                                    .delayElement(Duration.ofMillis(1))
                                    .doOnTerminate(() -> underWay.remove(question))
                                    .cache()));
          }
        };
  }
}
