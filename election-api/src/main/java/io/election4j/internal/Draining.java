package io.election4j.internal;

import io.election4j.internal.engine.Input;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Whether this process hands everything over. Everything happens on the engine's thread. */
final class Draining {

  private final EngineLoop loop;
  private final List<MonoSink<Void>> waiting = new ArrayList<>();
  private volatile boolean wanted;
  private boolean done;
  private boolean closed;

  Draining(EngineLoop loop) {
    this.loop = loop;
  }

  boolean wanted() {
    return wanted;
  }

  Mono<Void> drain() {
    return loop.ask(this::drain);
  }

  private void drain(MonoSink<Void> sink) {
    if (done || closed) {
      sink.success();
    } else {
      waiting.add(sink);
      wanted = true;
      loop.step(new Input.Drain(true));
    }
  }

  Mono<Void> resume() {
    return loop.ask(this::resume);
  }

  private void resume(MonoSink<Void> resumed) {
    wanted = false;
    done = false;
    loop.step(new Input.Drain(false));
    end()
        .forEach(
            sink -> sink.error(new IllegalStateException("resumed before everything was drained")));
    resumed.success();
  }

  /** Everything is handed over: wanted here, or by a request in a record. */
  void drained() {
    wanted = true;
    done = true;
    end().forEach(MonoSink::success);
  }

  /** Everything has been left, for good, or can never be taken. */
  void closed() {
    closed = true;
    end().forEach(MonoSink::success);
  }

  private List<MonoSink<Void>> end() {
    List<MonoSink<Void>> sinks = List.copyOf(waiting);
    waiting.clear();
    return sinks;
  }
}
