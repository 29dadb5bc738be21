package io.election4j.internal;

import io.election4j.internal.engine.Input;
import java.util.function.Consumer;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;

/** Takes what users ask for to the engine's thread, and the answers from there. */
record Desk(EngineLoop loop, Threads threads) {

  private static final String SELF =
      "blocking here would wait for itself: this thread runs callbacks in the time of a scheduler"
          + " that was lent to these elections, which has to go on; subscribe instead";

  /**
   * Returns a Mono that has this done on the engine's thread for every subscriber, and whose end is
   * told on the callback scheduler.
   */
  <T> Mono<T> ask(Consumer<MonoSink<T>> task) {
    return told(Mono.create(sink -> loop.execute(() -> answer(task, sink))));
  }

  /**
   * Returns the same, with its end told on the callback scheduler, or on another thread to whoever
   * blocks on it, and perhaps a thread of that scheduler.
   */
  <T> Mono<T> told(Mono<T> answer) {
    return new Mono<>() {
      @Override
      public void subscribe(CoreSubscriber<? super T> actual) {
        if (!Inside.blocks(actual)) {
          answer.publishOn(threads.callbacks()).subscribe(actual);
        } else if (threads.inside().waitsForCaller()) {
          Operators.error(actual, new IllegalStateException(SELF));
        } else {
          threads.inside().blockedOn(answer).publishOn(threads.calls()).subscribe(actual);
        }
      }
    };
  }

  private static <T> void answer(Consumer<MonoSink<T>> task, MonoSink<T> sink) {
    try {
      task.accept(sink);
    } catch (RuntimeException failure) {
      sink.error(failure);
    }
  }

  void submit(Input input) {
    loop.submit(input);
  }
}
