package io.election4j.testkit.broken;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Numbers every write; the server gives the last numbers again after a crash. */
final class RestartedMarkers extends World {

  private static final int FORGOTTEN = 30;

  private final AtomicLong numbers = new AtomicLong();
  private final Map<String, Long> written = new ConcurrentHashMap<>();

  @Override
  void restart() {
    super.restart();
    numbers.updateAndGet(last -> Math.max(0, last - FORGOTTEN));
  }

  @Override
  LeaseStore store() {
    return new Store(data.connect());
  }

  private final class Store extends AlteredStore {

    Store(InMemoryLeaseStore store) {
      super(store);
    }

    @Override
    public Mono<Void> create(Collection<String> elections) {
      return numbered(elections, super.create(elections).flux()).then();
    }

    @Override
    public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
      return numbered(seen.stream().map(ElectionRecord::election).toList(), super.claim(me, seen));
    }

    @Override
    public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
      return numbered(
          amendments.stream().map(one -> one.held().election()).toList(), super.amend(amendments));
    }

    /** What is refused uses up a number, too. */
    private <T> Flux<T> numbered(Collection<String> names, Flux<T> write) {
      return write
          .collectList()
          .doOnNext(
              done -> {
                long number = numbers.incrementAndGet();
                names.forEach(name -> written.put(name, number));
              })
          .flatMapIterable(done -> done);
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
      Marker next = new Marker(numbers.toString());
      List<String> wanted = new ArrayList<>(elections);
      written.forEach(
          (election, number) -> {
            if (!since.equals(Marker.START)
                && number >= Long.parseLong(since.position())
                && !wanted.contains(election)) {
              wanted.add(election);
            }
          });
      return super.observe(null, watched, wanted)
          .map(seen -> new Observation(seen.identity(), next, seen.records(), seen.leases()));
    }
  }
}
