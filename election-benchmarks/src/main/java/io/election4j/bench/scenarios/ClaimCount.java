package io.election4j.bench.scenarios;

import io.election4j.spi.ChangePush;
import io.election4j.spi.LeaseStore;
import io.election4j.testkit.RelayedStore;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;

/** Counts the claims that go to a store. */
final class ClaimCount extends RelayedStore implements ChangePush {

  private final LeaseStore store;
  private final AtomicInteger claims;

  ClaimCount(LeaseStore store, AtomicInteger claims) {
    super(store);
    this.store = store;
    this.claims = claims;
  }

  @Override
  protected <T> Flux<T> relay(Call call, Flux<T> answer) {
    return call != Call.CLAIM ? answer : answer.doOnSubscribe(s -> claims.incrementAndGet());
  }

  @Override
  public Flux<Change> changes() {
    return store instanceof ChangePush push ? push.changes() : Flux.never();
  }
}
