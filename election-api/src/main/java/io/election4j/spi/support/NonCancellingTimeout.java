package io.election4j.spi.support;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Bounds a wait for a publisher of at most one value without ever cancelling it: to cancel an
 * exchange with the server would leave its connection busy for ever with most reactive drivers.
 *
 * @param most how long to wait, in whole milliseconds
 * @param timer tells when that is over; once it is closed, nothing is waited for
 */
public record NonCancellingTimeout(Duration most, Scheduler timer) {

  public NonCancellingTimeout {
    requireNonNull(most, "most");
    requireNonNull(timer, "timer");
  }

  /**
   * Waits for the source, which is subscribed to anew for every subscriber, and goes on if that one
   * cancels.
   *
   * @param late makes the error after {@link #most}, on a thread of {@link #timer}; what it throws
   *     itself is the error then
   * @param tooLate takes a value that comes after that, a connection to give back for instance; an
   *     error that comes too late is dropped
   */
  public <T> Mono<T> await(
      Publisher<T> source, Supplier<? extends Throwable> late, Consumer<? super T> tooLate) {
    return Mono.create(
        sink -> {
          AtomicBoolean over = new AtomicBoolean();
          Disposable.Swap alarm = Disposables.swap();
          Mono.from(source)
              .contextWrite(context -> context.put(NonCancellingTimeout.class, alarm))
              .doOnTerminate(alarm::dispose)
              .subscribe(
                  value -> {
                    if (!once(over, () -> sink.success(value))) {
                      tooLate.accept(value);
                    }
                  },
                  error -> once(over, () -> sink.error(error)),
                  () -> once(over, sink::success));
          if (!alarm.isDisposed()) {
            alarm.update(schedule(() -> once(over, () -> sink.error(reason(late)))));
          }
        });
  }

  /**
   * Ends the bound on whoever waits for this publisher: what was to be bounded is over, and what
   * follows has bounds of its own. Does nothing where there is none.
   *
   * @return completes empty, at once
   */
  public static Mono<Void> lift() {
    return Mono.deferContextual(
        context -> {
          context.<Disposable>getOrEmpty(NonCancellingTimeout.class).ifPresent(Disposable::dispose);
          return Mono.empty();
        });
  }

  private Disposable schedule(Runnable task) {
    try {
      return timer.schedule(task, most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      task.run();
      return Disposables.disposed();
    }
  }

  /** Whatever goes wrong now, whoever waits must be told. */
  private static Throwable reason(Supplier<? extends Throwable> late) {
    try {
      return late.get();
    } catch (RuntimeException failure) {
      return failure;
    }
  }

  private static boolean once(AtomicBoolean over, Runnable then) {
    boolean first = over.compareAndSet(false, true);
    if (first) {
      then.run();
    }
    return first;
  }
}
