package io.election4j.mysql;

import io.election4j.spi.StoreException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** All connections of a store, and who may use which. */
final class Connections {

  private final Limits limits;
  private final Scheduler timer;
  private final Dialer dialer;
  private final Map<ConnectionUse, Lane> lanes = new EnumMap<>(ConnectionUse.class);
  private final Mono<Thread> closed;

  Connections(Origin origin, Limits limits) {
    this.limits = limits;
    this.timer = origin.timer();
    this.dialer = new Dialer(origin, limits, timer);
    for (ConnectionUse work : ConnectionUse.values()) {
      lanes.put(work, lane(work));
    }
    this.closed =
        Flux.fromIterable(lanes.values())
            .flatMap(Lane::close)
            .then(Mono.defer(dialer::closed))
            .onErrorComplete()
            .then(Mono.defer(origin::close))
            .onErrorComplete()
            .cache();
  }

  private Lane lane(ConnectionUse work) {
    return new Lane(dialer.dial(), work, limits, timer);
  }

  Origin origin() {
    return dialer.origin();
  }

  /** Runs statements on one connection, at every subscription anew. Cancelling detaches. */
  <T> Flux<T> use(ConnectionUse kind, Function<Session, ? extends Publisher<T>> work) {
    Lane lane = Objects.requireNonNull(lanes.get(kind));
    return Flux.create(caller -> new Call<>(caller, work, lane, this).start());
  }

  /**
   * Runs one statement that does no harm if it is run twice: once more, on another connection, if
   * no answer comes for a while, since nobody has tried whether the first one is alive.
   */
  <T> Mono<T> useTwice(ConnectionUse kind, Function<Session, ? extends Publisher<T>> work) {
    Mono<T> once = use(kind, work).single();
    Mono<T> again = once.delaySubscription(limits.validate(), timer).onErrorComplete();
    return Flux.merge(once, again).next();
  }

  /** Returns how many connections are in use now. */
  int lent() {
    return lanes.values().stream().mapToInt(Lane::lent).sum();
  }

  /**
   * Closes all connections that are free, and the others as soon as they are, or after a while all
   * the same; emits the thread that ends with them, if there was one. Never fails.
   */
  Mono<Thread> close() {
    return closed;
  }

  Watch watch(Lane lane, Runnable late) {
    return new Watch(lane.patience(), limits.detached(), timer, late);
  }

  Scheduler timer() {
    return timer;
  }

  StoreException describe(Throwable error) {
    return Libraries.explain(error)
        .orElseGet(() -> MySqlErrors.describe(error, dialer.origin().name(), dialer.reached()));
  }
}
