package io.election4j;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Scheduler;

/** Subscribes to a publisher while this process leads. */
final class PublisherWork<T> implements Work {

  private final Function<Leadership, ? extends Publisher<T>> work;
  private final FluxSink<T> sink;
  private final Scheduler callbacks;
  private @Nullable Run run;

  PublisherWork(
      Function<Leadership, ? extends Publisher<T>> work, FluxSink<T> sink, Scheduler callbacks) {
    this.work = work;
    this.sink = sink;
    this.callbacks = callbacks;
  }

  @Override
  public void start(Leadership leadership, Runnable stopped) {
    Run started = new Run(leadership, stopped);
    run = started;
    started.task = callbacks.schedule(started::subscribe);
  }

  @Override
  public void stop() {
    Run stopped = run;
    if (stopped != null) {
      callbacks.schedule(stopped::stop);
    }
  }

  /**
   * One term's subscription. It has stopped when it has ended and the thread that subscribed has
   * returned.
   */
  private final class Run extends BaseSubscriber<T> {

    private final Leadership leadership;
    private final Runnable stopped;
    private final AtomicInteger parts = new AtomicInteger(2);
    private boolean begun;
    private boolean cancelled;
    private volatile @Nullable Disposable task;

    Run(Leadership leadership, Runnable stopped) {
      this.leadership = leadership;
      this.stopped = stopped;
    }

    void subscribe() {
      synchronized (this) {
        if (cancelled) {
          return;
        }
        begun = true;
      }
      try {
        Flux.defer(() -> work.apply(leadership)).subscribe(this);
      } finally {
        partEnded();
      }
    }

    void stop() {
      boolean early;
      synchronized (this) {
        cancelled = true;
        early = !begun;
      }
      if (early) {
        stopped.run();
        return;
      }
      cancel();
      Disposable blocked = task;
      if (blocked != null) {
        // Interrupts the thread if subscribing is what blocks it.
        blocked.dispose();
      }
    }

    private void partEnded() {
      if (parts.decrementAndGet() == 0) {
        stopped.run();
      }
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    protected void hookOnNext(T value) {
      sink.next(value);
    }

    @Override
    protected void hookOnError(Throwable failure) {
      sink.error(failure);
    }

    @Override
    protected void hookFinally(SignalType type) {
      partEnded();
    }
  }
}
