package io.election4j.testkit.broken;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What can be wrong with calls of any kind. */
final class CallFaults {

  private static final int CONNECTIONS = 10;

  private CallFaults() {}

  static Stream<Fault> all() {
    return Stream.of(
        Fault.of("a second preparation fails", "L1", CallFaults::preparesOnce),
        Fault.of("renewals start unsubscribed", "L16", CallFaults::renewsEarly),
        Fault.of("claims answer once", "L16", CallFaults::claimsOnce),
        Fault.of("cancelled calls keep connections", "L18", CallFaults::leaks));
  }

  private static LeaseStore preparesOnce(InMemoryLeaseStore store) {
    AtomicBoolean prepared = new AtomicBoolean();
    Mono<Void> exists = Mono.error(StoreException.misconfigured("the table exists", null));
    return new AlteredStore(store) {
      @Override
      public Mono<Void> prepare() {
        return Mono.defer(() -> prepared.getAndSet(true) ? exists : super.prepare());
      }
    };
  }

  private static LeaseStore renewsEarly(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Mono<Boolean> renew(LeaseId id) {
        return Mono.just(super.renew(id).blockOptional().orElseThrow());
      }
    };
  }

  private static LeaseStore claimsOnce(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
        return super.claim(me, seen).cache();
      }
    };
  }

  private static LeaseStore leaks(InMemoryLeaseStore store) {
    AtomicInteger lost = new AtomicInteger();
    return new AlteredStore(store) {
      @Override
      public Mono<Boolean> open(Lease lease) {
        return Mono.defer(() -> lost.get() < CONNECTIONS ? leaky(super.open(lease)) : Mono.never());
      }

      private Mono<Boolean> leaky(Mono<Boolean> call) {
        return call.delayElement(Duration.ofMillis(1)).doOnCancel(lost::incrementAndGet);
      }
    };
  }
}
