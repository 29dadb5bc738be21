package io.election4j;

import io.election4j.engine.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What is known of the store's health. Written to on the engine's thread; read by all. */
final class StoreHealth {

  /** What failed, and when. */
  private record Failure(StoreEvent.Unavailable event, long nanos, Instant at) {}

  private final Clocks clocks;
  private final ElectionLog log;
  private final Listeners<StoreEvent> listeners;
  private final Sinks.One<Boolean> prepared = Sinks.one();
  private volatile boolean ready;
  private volatile boolean available = true;
  private volatile boolean standsBack;
  private volatile @Nullable Failure last;

  StoreHealth(Clocks clocks, ElectionLog log, Listeners<StoreEvent> listeners) {
    this.clocks = clocks;
    this.log = log;
    this.listeners = listeners;
  }

  void on(Signal signal) {
    log.store(signal);
    if (signal instanceof Signal.Prepared) {
      ready = true;
      prepared.tryEmitValue(true);
    } else if (signal instanceof Signal.StoreUnavailable failed) {
      available = false;
      StoreEvent.Unavailable event = new StoreEvent.Unavailable(failed.cause());
      last = new Failure(event, clocks.nanos(), clocks.wall());
      listeners.emit(event);
    } else if (signal instanceof Signal.StoreRecovered) {
      available = true;
      listeners.emit(new StoreEvent.Recovered(unavailableFor()));
    } else if (signal instanceof Signal.StoreRegressed regressed) {
      listeners.emit(new StoreEvent.Regressed(regressed.what()));
    } else if (signal instanceof Signal.StoreReplaced replaced) {
      listeners.emit(new StoreEvent.Replaced(replaced.former(), replaced.present()));
    } else if (signal instanceof Signal.StandsBack back) {
      standsBack = true;
      listeners.emit(new StoreEvent.StandsBack(back.span(), back.cause()));
    } else if (signal instanceof Signal.StandsAgain) {
      standsBack = false;
      listeners.emit(new StoreEvent.StandsAgain());
    } else if (signal instanceof Signal.Failed failed) {
      failed(failed.cause());
    }
  }

  private void failed(Throwable cause) {
    available = false;
    last = new Failure(new StoreEvent.Unavailable(cause), clocks.nanos(), clocks.wall());
    prepared.tryEmitError(cause);
    listeners.fail(cause);
  }

  private Duration unavailableFor() {
    Failure failure = last;
    return failure == null ? Duration.ZERO : Duration.ofNanos(clocks.nanos() - failure.nanos());
  }

  void closed() {
    prepared.tryEmitError(
        new IllegalStateException("these elections are closed: the store was never prepared"));
    listeners.complete();
  }

  /** Returns whether this process stands back because its renewals fail. */
  boolean standsBack() {
    return standsBack;
  }

  Mono<Void> prepared() {
    return prepared.asMono().then();
  }

  Flux<StoreEvent> events() {
    return listeners.flux(this::replay);
  }

  private void replay(Consumer<StoreEvent> listener) {
    Failure failure = last;
    if (!available && failure != null) {
      listener.accept(failure.event());
    }
  }

  StoreStatus status(Map<StoreOperation, StoreOperation.Outcomes> operations) {
    Optional<Failure> failure = Optional.ofNullable(last);
    return new StoreStatus(
        ready,
        available,
        failure.map(f -> String.valueOf(f.event().cause().getMessage())),
        failure.map(Failure::at),
        operations);
  }
}
