package io.election4j.testkit.broken;

import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import io.election4j.testkit.RelayedStore;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Flux;

/** A store whose writes all fail, and its readings too if so wanted. */
final class FailingStore extends RelayedStore {

  private static final Set<Call> READINGS = EnumSet.of(Call.OBSERVE, Call.LEASES);

  private final boolean readings;
  private final StoreException failure;
  private final Map<Call, Flux<?>> others = new EnumMap<>(Call.class);

  FailingStore(LeaseStore store, boolean readings, StoreException failure) {
    super(store);
    this.readings = readings;
    this.failure = failure;
  }

  /** Makes calls of one kind end in this way instead. */
  FailingStore but(Call call, Flux<?> end) {
    others.put(call, end);
    return this;
  }

  @Override
  @SuppressWarnings("unchecked") // who says how a call ends knows its answers
  protected <T> Flux<T> relay(Call call, Flux<T> answer) {
    Flux<T> end = readings || !READINGS.contains(call) ? Flux.error(failure) : answer;
    return (Flux<T>) others.getOrDefault(call, end);
  }
}
