package io.election4j.internal;

import io.election4j.StoreEvent;
import io.election4j.StoreStatus;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What is known of the store's health. Written to on the engine's thread; read by all. */
final class StoreHealth {

  /**
   * What failed first, and when.
   *
   * @param newest what failed last
   */
  private record Failure(StoreEvent.Unavailable event, Throwable newest, long nanos, Instant at) {}

  private final EngineLoop loop;
  private final Outages outages;
  private final Repetitions repetitions;
  private final Listeners<StoreEvent> listeners;
  private final Sinks.One<Boolean> prepared = Sinks.one();
  private volatile boolean ready;
  private volatile boolean available = true;
  private volatile boolean standsBack;
  private volatile @Nullable Failure last;

  StoreHealth(EngineLoop loop) {
    this.loop = loop;
    this.outages = Outages.ofStore(loop.clocks(), loop.log());
    this.repetitions = loop.repetitions();
    this.listeners = loop.listeners();
  }

  /** The store has answered to something, or failed to. */
  void answered(@Nullable Throwable failure) {
    if (failure == null) {
      outages.answered();
    } else if (ready || !isFinal(failure)) {
      outages.failed(failure);
      causeNow(failure);
    }
  }

  private static boolean isFinal(Throwable failure) {
    return failure instanceof StoreException told
        && told.kind() == StoreException.Kind.MISCONFIGURED;
  }

  /** What people look at is the cause of now, of the outage that began when it did. */
  private void causeNow(Throwable failure) {
    Failure began = last;
    if (!available && began != null) {
      last = new Failure(began.event(), failure, began.nanos(), began.at());
    }
  }

  void on(EngineEvent signal) {
    if (signal instanceof EngineEvent.Prepared) {
      ready = true;
      prepared.tryEmitValue(true);
    } else if (signal instanceof EngineEvent.StoreUnavailable failed) {
      listeners.emit(began(failed.cause()));
    } else if (signal instanceof EngineEvent.StoreRecovered) {
      available = true;
      listeners.emit(new StoreEvent.Recovered(unavailableFor()));
    } else if (signal instanceof EngineEvent.StoreRegressed regressed) {
      repetitions.say(LogLine.WENT_BACKWARDS, "", regressed.what());
      listeners.emit(new StoreEvent.Regressed(regressed.what()));
    } else if (signal instanceof EngineEvent.StoreReplaced replaced) {
      String which = replaced.former() + " " + replaced.present();
      repetitions.say(LogLine.REPLACED, which, replaced.present(), replaced.former());
      listeners.emit(new StoreEvent.Replaced(replaced.former(), replaced.present()));
    } else if (signal instanceof EngineEvent.StandsBack back) {
      standsBack = true;
      String why = Outages.words(back.cause());
      repetitions.say(LogLine.STANDS_BACK, why, Bounds.text(back.span()), why);
      listeners.emit(new StoreEvent.StandsBack(back.span(), back.cause()));
    } else if (signal instanceof EngineEvent.StandsAgain) {
      standsBack = false;
      loop.log().say(LogLine.STANDS_AGAIN);
      listeners.emit(new StoreEvent.StandsAgain());
    } else if (signal instanceof EngineEvent.Failed failed) {
      failed(failed.cause());
    }
  }

  private void failed(Throwable cause) {
    loop.log().say(LogLine.UNUSABLE, Outages.words(cause));
    began(cause);
    prepared.tryEmitError(cause);
    listeners.fail(cause);
  }

  private StoreEvent.Unavailable began(Throwable cause) {
    available = false;
    StoreEvent.Unavailable event = new StoreEvent.Unavailable(cause);
    last = new Failure(event, cause, loop.clocks().nanos(), loop.clocks().wall());
    return event;
  }

  private Duration unavailableFor() {
    Failure failure = last;
    return failure == null
        ? Duration.ZERO
        : Duration.ofNanos(loop.clocks().nanos() - failure.nanos());
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

  StoreStatus status() {
    Optional<Failure> failure = Optional.ofNullable(last);
    return new StoreStatus(
        ready,
        available,
        failure.map(f -> Outages.words(f.newest())),
        failure.map(Failure::at),
        loop.operations());
  }
}
