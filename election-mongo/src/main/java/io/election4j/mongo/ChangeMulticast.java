package io.election4j.mongo;

import io.election4j.spi.ChangePush.Change;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Scheduler;

/**
 * Shares one stream of changes among any number of subscribers: it is open while there is one. Each
 * has an unbounded queue of its own, and one that comes later is told first that hints flow.
 */
final class ChangeMulticast {

  private final Flux<Change> stream;
  private final Scheduler scheduler;
  private final Set<FluxSink<Change>> subscribers = new LinkedHashSet<>();
  private @Nullable Disposable connection;
  private boolean opened;
  private volatile boolean closed;
  private int connections;

  /**
   * Creates one without subscribers.
   *
   * @param stream never ends
   * @param scheduler the thread that subscribers are called on
   */
  ChangeMulticast(Flux<Change> stream, Scheduler scheduler) {
    this.stream = stream;
    this.scheduler = scheduler;
  }

  Flux<Change> changes() {
    return Flux.defer(
        () ->
            closed
                ? Flux.never()
                : Flux.create(this::join, FluxSink.OverflowStrategy.BUFFER).publishOn(scheduler));
  }

  private synchronized void join(FluxSink<Change> subscriber) {
    subscribers.add(subscriber);
    subscriber.onDispose(() -> leave(subscriber));
    if (opened) {
      subscriber.next(new Change.Opened());
    }
    if (connection == null && !closed && !subscribers.isEmpty()) {
      int number = ++connections;
      connection = stream.subscribe(change -> emit(number, change));
    }
  }

  private synchronized void leave(FluxSink<Change> subscriber) {
    subscribers.remove(subscriber);
    if (subscribers.isEmpty() && connection != null) {
      connections++;
      connection.dispose();
      connection = null;
      opened = false;
    }
  }

  /** Closes the stream for good; those who subscribed hear no more. */
  synchronized void close() {
    closed = true;
    connections++;
    if (connection != null) {
      connection.dispose();
    }
  }

  /** Only queues: subscribers are called on another thread, outside the lock. */
  private synchronized void emit(int number, Change change) {
    if (number != connections) {
      return; // from a connection that was closed since
    }
    opened = change instanceof Change.Opened || opened && !(change instanceof Change.Broken);
    subscribers.forEach(subscriber -> subscriber.next(change));
  }
}
