package io.election4j.sql.bell;

import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/** Wakes up one who waits; kept for one who does not wait yet. Safe for use by many threads. */
final class Signal {

  private final Scheduler scheduler;
  private Sinks.Empty<Void> next = Sinks.empty();

  Signal(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  synchronized void raise() {
    next.tryEmitEmpty();
  }

  private synchronized void lower() {
    next = Sinks.empty();
  }

  /** Emits on the scheduler whether it was raised, or {@code false} after so long without. */
  Mono<Boolean> await(Duration most) {
    return Mono.defer(this::raised)
        .timeout(most, Mono.just(false), scheduler)
        .publishOn(scheduler)
        .doOnNext(raised -> lower());
  }

  private synchronized Mono<Boolean> raised() {
    return next.asMono().thenReturn(true);
  }
}
