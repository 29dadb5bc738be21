package io.election4j.testkit.broken;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Numbers a write when it starts, as a column filled from a sequence or a clock does, and shows it
 * when it ends: who has read past its number by then never sees it.
 */
final class SlowWriters extends AlteredStore {

  private static final Duration LONGEST = Duration.ofMillis(200);

  private final Data data;

  /**
   * The last number given, how many pages were read, and the number of each record's last write.
   */
  private record Data(AtomicLong numbers, AtomicLong pages, Map<String, Long> written) {}

  private SlowWriters(InMemoryLeaseStore store, Data data) {
    super(store);
    this.data = data;
  }

  static Function<InMemoryLeaseStore, LeaseStore> shared() {
    Data data = new Data(new AtomicLong(), new AtomicLong(), new ConcurrentHashMap<>());
    return store -> new SlowWriters(store, data);
  }

  @Override
  public Mono<Void> create(Collection<String> elections) {
    Mono<List<String>> creation = super.create(elections).then(Mono.just(List.copyOf(elections)));
    return numbered(creation, Function.identity()).then();
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    return numbered(super.claim(me, seen));
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    return numbered(super.amend(amendments));
  }

  private Flux<ElectionRecord> numbered(Flux<ElectionRecord> write) {
    return numbered(write.collectList(), ElectionRecord::election).flatMapIterable(all -> all);
  }

  private <T> Mono<List<T>> numbered(Mono<List<T>> write, Function<T, String> name) {
    return Mono.defer(
        () -> {
          long number = data.numbers.incrementAndGet();
          return write
              .delayUntil(all -> all.size() > 100 ? aPageMore() : Mono.empty())
              .doOnNext(all -> all.forEach(one -> data.written.put(name.apply(one), number)));
        });
  }

  /** Lets somebody read past the number, if there is anybody. */
  private Mono<?> aPageMore() {
    long before = data.pages.get();
    return Flux.interval(Duration.ofMillis(1))
        .takeUntil(now -> data.pages.get() > before)
        .take(LONGEST)
        .then();
  }

  @Override
  public Mono<Observation> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    return since == null
        ? super.observe(null, watched, elections)
        : Mono.defer(() -> page(since, watched, elections));
  }

  private Mono<Observation> page(
      Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    Marker next = new Marker(data.numbers.toString());
    data.pages.incrementAndGet();
    List<String> wanted = new ArrayList<>(elections);
    data.written.forEach(
        (election, number) -> {
          if (!since.equals(Marker.START) && number > Long.parseLong(since.position())) {
            wanted.add(election);
          }
        });
    return super.observe(null, watched, wanted)
        .map(seen -> new Observation(seen.identity(), next, seen.records(), seen.leases()));
  }
}
