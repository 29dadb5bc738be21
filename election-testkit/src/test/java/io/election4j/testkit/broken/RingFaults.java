package io.election4j.testkit.broken;

import io.election4j.spi.ChangePush.Change;
import io.election4j.spi.LeaseStore;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/** What can be wrong with rings. */
final class RingFaults {

  private RingFaults() {}

  static Stream<Fault> all() {
    return Stream.of(
        Fault.in("a push that only rings calls itself complete", "L30", RingFaults::complete),
        Fault.in("nothing is rung", "L30", RingFaults::silent),
        Fault.in("what is written is told once and then no more", "L30", RingFaults::once));
  }

  /** A store of whose writes nobody learns more than that something may have changed. */
  static World right() {
    return new Ringing(changes -> changes.map(RingFaults::ring));
  }

  private static World complete() {
    return new Ringing(
        changes -> changes.map(change -> change instanceof Change.Opened ? change : ring(change)));
  }

  private static World silent() {
    return new Ringing(
        changes -> changes.map(RingFaults::ring).filter(change -> change instanceof Change.Opened));
  }

  private static World once() {
    return new Ringing(changes -> changes.map(RingFaults::ring).take(2).concatWith(Flux.never()));
  }

  private static Change ring(Change change) {
    return change instanceof Change.Opened ? new Change.Opened(false) : new Change.Rung();
  }

  private static final class Ringing extends World {

    private final UnaryOperator<Flux<Change>> altered;

    Ringing(UnaryOperator<Flux<Change>> altered) {
      this.altered = altered;
    }

    @Override
    boolean rings() {
      return true;
    }

    @Override
    LeaseStore store() {
      return new AlteredStore(data.connect()) {
        @Override
        public Flux<Change> changes() {
          return altered.apply(super.changes());
        }
      };
    }
  }
}
