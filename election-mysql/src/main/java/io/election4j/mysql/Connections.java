package io.election4j.mysql;

import io.election4j.spi.StoreException;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** All connections of a store, and who may use which. */
final class Connections {

  private final Limits limits;
  private final Scheduler timer = Schedulers.newSingle("election-mysql-timer", true);
  private final Dialer dialer;
  private final Lane renewals;
  private final Lane reads;
  private final Lane writes;

  Connections(Origin origin, Limits limits) {
    this.limits = limits;
    this.dialer = new Dialer(origin, limits, timer);
    this.renewals = new Lane(dialer.dial(), limits.renewals(), limits, timer);
    this.reads = new Lane(dialer.dial(), limits.reads(), limits, timer);
    this.writes = new Lane(dialer.dial(), limits.writes(), limits, timer);
  }

  Lane renewals() {
    return renewals;
  }

  Lane reads() {
    return reads;
  }

  Lane writes() {
    return writes;
  }

  Origin origin() {
    return dialer.origin();
  }

  /**
   * Runs statements on one connection of a lane, at every subscription anew. Cancelling detaches.
   */
  <T> Flux<T> use(Lane lane, Function<Session, ? extends Publisher<T>> work) {
    return Flux.create(
        caller -> new Call<>(caller, work, this::describe, limits, timer).start(lane.borrow()));
  }

  /** Returns how many connections are in use now. */
  int lent() {
    return renewals.lent() + reads.lent() + writes.lent();
  }

  /** Closes all connections that are free, and the others as soon as they are; does not block. */
  void close() {
    Mono.whenDelayError(renewals.close(), reads.close(), writes.close())
        .then(dialer.origin().close())
        .onErrorComplete()
        // Disposing takes a lock, which none of the threads that end this may wait for.
        .publishOn(Schedulers.boundedElastic())
        .doFinally(end -> timer.dispose())
        .subscribe();
  }

  private StoreException describe(Throwable error) {
    return Faults.describe(error, dialer.origin().name(), dialer.reached());
  }
}
