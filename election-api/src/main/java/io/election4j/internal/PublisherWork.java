package io.election4j.internal;

import io.election4j.Leadership;
import io.election4j.OnFailure;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SignalType;

/** Subscribes to a publisher while this process leads. */
final class PublisherWork<T> implements Work {

  private final Function<Leadership, ? extends Publisher<T>> work;
  private final Results<T> results;
  private final Threads threads;
  private @Nullable Run run;

  PublisherWork(
      Function<Leadership, ? extends Publisher<T>> work, Results<T> results, Threads threads) {
    this.work = work;
    this.results = results;
    this.threads = threads;
  }

  @Override
  public OnFailure onFailure() {
    return results.onFailure();
  }

  @Override
  public void start(Leadership leadership, Ending ending) {
    Run started = new Run(leadership, ending);
    run = started;
    started.task = Threads.schedule(threads.callbacks(), started.part(started::subscribe));
  }

  @Override
  public void stop() {
    Run stopped = run;
    if (stopped != null) {
      Threads.schedule(threads.cancels(), stopped.part(stopped::stop));
    }
  }

  /**
   * One term's subscription. It has stopped when it has ended and the thread that subscribed has
   * returned.
   */
  private final class Run extends BaseSubscriber<T> {

    private final Leadership leadership;
    private final Ending ending;
    private final AtomicInteger parts = new AtomicInteger(2);
    private final AtomicBoolean subscriptionOver = new AtomicBoolean();
    private boolean begun;
    private boolean cancelled;
    private volatile boolean subscribed;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Disposable task;

    Run(Leadership leadership, Ending ending) {
      this.leadership = leadership;
      this.ending = ending;
    }

    /** Returns a part of the work, as a task. */
    Runnable part(Runnable task) {
      return () -> threads.inside().work(leadership.election(), task::run);
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
      } catch (Throwable fatal) {
        // Reactor throws some Errors instead of signalling them: nobody will hear of the end.
        cancel();
        failed(fatal);
        subscriptionEnded();
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
        ending.ended(null);
        return;
      }
      cancel();
      if (!subscribed) {
        // What has given no subscription yet never will, and its end is not told by a hook.
        subscriptionEnded();
      }
      Disposable blocked = task;
      if (blocked != null) {
        // Interrupts the thread if subscribing is what blocks it.
        blocked.dispose();
      }
    }

    private void subscriptionEnded() {
      if (subscriptionOver.compareAndSet(false, true)) {
        partEnded();
      }
    }

    private void partEnded() {
      if (parts.decrementAndGet() == 0) {
        ending.ended(failure);
      }
    }

    private void failed(Throwable thrown) {
      failure = thrown;
      results.failed(thrown);
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      subscribed = true;
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    protected void hookOnNext(T value) {
      results.next(value);
    }

    @Override
    protected void hookOnError(Throwable thrown) {
      failed(thrown);
    }

    @Override
    protected void hookFinally(SignalType type) {
      subscriptionEnded();
    }
  }
}
