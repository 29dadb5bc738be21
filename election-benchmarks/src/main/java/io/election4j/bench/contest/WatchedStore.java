package io.election4j.bench.contest;

import io.election4j.spi.ChangePush;
import io.election4j.spi.LeaseStore;
import io.election4j.testkit.RelayedStore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;

/** Tells a witness what is asked of a store, and how long each answer takes. */
public class WatchedStore extends RelayedStore {

  private final TermObserver witness;

  private WatchedStore(LeaseStore store, TermObserver witness) {
    super(store);
    this.witness = witness;
  }

  /** Returns a store that pushes changes if this one does. */
  public static LeaseStore of(LeaseStore store, TermObserver witness) {
    return store instanceof ChangePush push
        ? new Pushing(store, push, witness)
        : new WatchedStore(store, witness);
  }

  @Override
  protected final <T> Flux<T> relay(Call call, Flux<T> answer) {
    AtomicLong start = new AtomicLong();
    AtomicInteger answers = new AtomicInteger();
    return answer
        .doOnSubscribe(subscription -> start.set(System.nanoTime()))
        .doOnNext(value -> answers.incrementAndGet())
        .doOnTerminate(
            () ->
                witness.called(new StoreCall(call, start.get(), System.nanoTime(), answers.get())));
  }

  private static final class Pushing extends WatchedStore implements ChangePush {

    private final ChangePush push;

    Pushing(LeaseStore store, ChangePush push, TermObserver witness) {
      super(store, witness);
      this.push = push;
    }

    @Override
    public Flux<Change> changes() {
      return push.changes();
    }
  }
}
