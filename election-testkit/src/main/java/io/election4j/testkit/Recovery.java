package io.election4j.testkit;

import static java.util.Objects.requireNonNull;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Waits for a store whose server was away: calls on connections from before may fail. */
final class Recovery {

  /** Whoever keeps several connections meets all of those that broke. */
  private static final int IN_A_ROW = 5;

  private Recovery() {}

  /**
   * Waits until calls of every kind are answered, several times in a row. Each round begins on a
   * thread of our own: drawing ids may block, and the store's threads must not.
   */
  static void await(LeaseStore store, Duration most) {
    Mono<Void> round = Mono.defer(() -> round(store)).subscribeOn(Schedulers.boundedElastic());
    answer(round.repeat(IN_A_ROW - 1).then(), most);
  }

  /** Makes a call until it is answered; the answer is null only if it is empty. */
  static <T> @Nullable T answer(Mono<T> call, Duration most) {
    AtomicReference<Throwable> last = new AtomicReference<>();
    Signal<T> end =
        requireNonNull(
            call.doOnError(last::set)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(50)))
                .timeout(most)
                .materialize()
                .block());
    if (end.isOnError()) {
      throw new AssertionError(
          "check that dead connections are replaced: it did not work again within "
              + most.toMillis()
              + " ms, and failed last with: "
              + last.get(),
          last.get());
    }
    return end.get();
  }

  private static Mono<Void> round(LeaseStore store) {
    Lease me = Samples.lease();
    ElectionRecord vacant = ElectionRecord.created(Samples.election());
    return store
        .open(me)
        .then(store.renew(me.id()))
        .then(store.create(List.of(vacant.election())))
        .then(store.observe(null, List.of(me.id()), List.of(vacant.election())))
        .thenMany(store.claim(me, List.of(vacant)))
        .concatMap(won -> store.amend(List.of(new Amendment.Vacate(won))))
        .then(store.end(me.id()));
  }
}
