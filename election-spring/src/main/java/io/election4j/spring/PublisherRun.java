package io.election4j.spring;

import io.election4j.spring.WorkMeasures.Outcome;
import io.micrometer.observation.Observation;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** One subscription to what a method returned; cancelled at the end of the term. */
final class PublisherRun implements OpenTerm.Running {

  private final Sinks.Empty<Void> end = Sinks.empty();
  private volatile boolean stopped;
  private volatile @Nullable Throwable failed;

  private PublisherRun() {}

  /** Returns what a source emits while the gate is open; empty if it is not. */
  static Flux<Object> guarded(LeaderGate gate, Callable<? extends Publisher<?>> source) {
    return Flux.defer(
        () -> {
          OpenTerm term = gate.open();
          if (term == null) {
            gate.skipped();
            return Flux.empty();
          }
          return in(term, source);
        });
  }

  /** Subscribes at once: what enters the term must leave it. */
  static Flux<Object> in(OpenTerm term, Callable<? extends Publisher<?>> source) {
    return Flux.defer(
        () -> {
          PublisherRun run = new PublisherRun();
          if (!term.enter(run)) {
            return Flux.empty();
          }
          return Flux.defer(() -> run.measured(term, source))
              .takeUntilOther(run.end.asMono())
              .doFinally(signal -> term.leave(run));
        });
  }

  private Flux<Object> measured(OpenTerm term, Callable<? extends Publisher<?>> source) {
    Observation work = term.measured();
    return Flux.<Object>from(made(source))
        .doOnError(failure -> failed = failure)
        .doFinally(signal -> WorkMeasures.end(work, outcome(), failed));
  }

  private Outcome outcome() {
    return failed != null ? Outcome.FAILED : stopped ? Outcome.INTERRUPTED : Outcome.COMPLETED;
  }

  private static Publisher<?> made(Callable<? extends Publisher<?>> source) {
    try {
      return source.call();
    } catch (Exception failure) {
      return Flux.error(failure);
    }
  }

  @Override
  public void stop() {
    stopped = true;
    end.tryEmitEmpty();
  }
}
