package io.election4j.testkit;

import io.election4j.spi.ChangePush;
import io.election4j.spi.LeaseStore;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;

/** A process's way to its store: counts what goes along, and can be cut, as by a broken network. */
final class CountingStore extends RelayedStore implements ChangePush {

  private final LeaseStore store;
  private final Map<Call, AtomicInteger> calls = new EnumMap<>(Call.class);
  private volatile boolean cut;

  CountingStore(LeaseStore store) {
    super(store);
    this.store = store;
    for (Call call : Call.values()) {
      calls.put(call, new AtomicInteger());
    }
  }

  /** From now on nothing arrives at the store and nothing comes back. */
  void cut() {
    cut = true;
  }

  /** Returns how many writes but renewals were sent. */
  int writes() {
    int all = calls.values().stream().mapToInt(AtomicInteger::get).sum();
    return all - count(Call.PREPARE) - renewals() - reads() - count(Call.LEASES);
  }

  int renewals() {
    return count(Call.RENEW);
  }

  int reads() {
    return count(Call.OBSERVE);
  }

  private int count(Call call) {
    return counter(call).get();
  }

  private AtomicInteger counter(Call call) {
    return calls.computeIfAbsent(call, c -> new AtomicInteger());
  }

  @Override
  protected <T> Flux<T> relay(Call call, Flux<T> answer) {
    return Flux.defer(
            () -> {
              if (cut) {
                return Flux.<T>never();
              }
              counter(call).incrementAndGet();
              return answer;
            })
        .filter(value -> !cut);
  }

  @Override
  public Flux<Change> changes() {
    return store instanceof ChangePush push ? push.changes().filter(change -> !cut) : Flux.never();
  }
}
