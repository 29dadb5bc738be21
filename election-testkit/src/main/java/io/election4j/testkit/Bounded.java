package io.election4j.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Schedulers;

/** Waits for answers, but not for ever. */
final class Bounded {

  private Bounded() {}

  static <T> T answer(Mono<T> call, String method, Duration patience) {
    T answer = await(call, method, patience);
    if (answer == null) {
      throw new AssertionError(method + " completed without an answer: it is never empty");
    }
    return requireNonNull(answer);
  }

  static void completed(Mono<Void> call, String method, Duration patience) {
    await(call, method, patience);
  }

  /**
   * Subscribes to all calls at the same time, each on a thread of its own, and returns the answers
   * in the order of the calls.
   */
  static <T> List<T> race(List<Mono<T>> calls, Duration patience) {
    Flux<T> all =
        Flux.fromIterable(calls)
            .flatMapSequential(Bounded::onThreadOfItsOwn, Math.max(1, calls.size()));
    List<T> answers = answer(all.collectList(), calls.size() + " calls at once", patience);
    if (answers.size() != calls.size()) {
      throw new AssertionError(
          calls.size() + " calls gave " + answers.size() + " answers: each gives exactly one");
    }
    return answers;
  }

  private static <T> Mono<T> onThreadOfItsOwn(Mono<T> call) {
    return call.subscribeOn(Schedulers.boundedElastic());
  }

  /** Returns how a call ends. */
  static Signal<Void> end(Flux<?> call, String method, Duration patience) {
    Signal<Void> end = call.then().materialize().timeout(patience, Mono.empty()).block();
    if (end == null) {
      throw new AssertionError(method + " did not end within " + patience.toMillis() + " ms");
    }
    return end;
  }

  private static <T> @Nullable T await(Mono<T> call, String method, Duration patience) {
    Signal<T> end = call.materialize().timeout(patience, Mono.empty()).block();
    if (end == null) {
      throw new AssertionError(method + " gave no answer within " + patience.toMillis() + " ms");
    }
    if (end.getThrowable() != null) {
      throw new AssertionError(method + " failed: " + end.getThrowable(), end.getThrowable());
    }
    return end.get();
  }
}
