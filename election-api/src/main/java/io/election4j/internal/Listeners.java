package io.election4j.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Scheduler;

/**
 * Subscribers with a queue each, unbounded, so that a slow one loses nothing and delays nobody.
 * Written to on the engine's thread only; delivers on the callback scheduler.
 */
final class Listeners<T> {

  /** Of a queue of its own for each; the one before it has no bound. */
  private static final int PREFETCH = 16;

  /** Can be changed once there is one: most elections never have any. */
  private Set<FluxSink<T>> sinks = Set.of();

  private final Consumer<Runnable> engineThread;
  private final Scheduler callbacks;
  private final Repetitions repetitions;
  private boolean completed;
  private @Nullable Throwable failure;

  Listeners(Consumer<Runnable> engineThread, Scheduler callbacks, Repetitions repetitions) {
    this.engineThread = engineThread;
    this.callbacks = callbacks;
    this.repetitions = repetitions;
  }

  /**
   * Returns what is emitted from the subscription on, after what {@code state} emits at that time.
   */
  Flux<T> flux(Consumer<Consumer<T>> state) {
    return Flux.<T>create(
            sink -> engineThread.accept(() -> add(sink, state)), FluxSink.OverflowStrategy.BUFFER)
        .publishOn(callbacks, PREFETCH);
  }

  private void add(FluxSink<T> sink, Consumer<Consumer<T>> state) {
    if (failure != null) {
      sink.error(failure);
    } else if (completed) {
      sink.complete();
    } else {
      if (sinks.isEmpty()) {
        sinks = new LinkedHashSet<>();
      }
      sinks.add(sink);
      sink.onDispose(() -> engineThread.accept(() -> remove(sink)));
      state.accept(value -> next(sink, value));
    }
  }

  private void remove(FluxSink<T> sink) {
    if (sinks.contains(sink)) {
      sinks.remove(sink);
    }
  }

  void emit(T value) {
    sinks.forEach(sink -> next(sink, value));
  }

  private void next(FluxSink<T> sink, T value) {
    try {
      sink.next(value);
    } catch (RuntimeException | Error failure) {
      // Only where callbacks run on the engine's thread, and only Errors that Reactor throws.
      repetitions.failed(LogLine.LISTENER_FAILED, failure, value);
    }
  }

  void complete() {
    completed = true;
    drain().forEach(FluxSink::complete);
  }

  void fail(Throwable cause) {
    failure = cause;
    drain().forEach(sink -> sink.error(cause));
  }

  private List<FluxSink<T>> drain() {
    List<FluxSink<T>> all = new ArrayList<>(sinks);
    sinks = Set.of();
    return all;
  }
}
