package io.election4j;

import io.election4j.engine.Input;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/** Takes what users ask for to the engine's thread, and the answers from there. */
record Desk(EngineLoop loop, Scheduler callbacks) {

  /**
   * Returns a Mono that has this done on the engine's thread for every subscriber, and whose end is
   * told on the callback scheduler.
   */
  <T> Mono<T> ask(Consumer<MonoSink<T>> task) {
    return Mono.<T>create(sink -> loop.execute(() -> answer(task, sink))).publishOn(callbacks);
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
