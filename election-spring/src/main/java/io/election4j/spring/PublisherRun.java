package io.election4j.spring;

import java.util.concurrent.Callable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** One subscription to what a method returned; cancelled at the end of the term. */
final class PublisherRun implements OpenTerm.Running {

  private final Sinks.Empty<Void> end = Sinks.empty();

  private PublisherRun() {}

  /** Returns what a source emits while the gate is open; empty if it is not. */
  static Flux<Object> guarded(LeaderGate gate, Callable<? extends Publisher<?>> source) {
    return Flux.defer(
        () -> {
          OpenTerm term = gate.open();
          return term == null ? Flux.empty() : in(term, source);
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
          return Flux.<Object>defer(() -> Flux.from(made(source)))
              .takeUntilOther(run.end.asMono())
              .doFinally(signal -> term.leave(run));
        });
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
    end.tryEmitEmpty();
  }
}
