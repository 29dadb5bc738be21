package io.election4j.spi.support;

import io.election4j.spi.StoreException;
import io.election4j.spi.support.BlockingLeaseStores.Options;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.NonBlocking;
import reactor.core.scheduler.Schedulers;

/** Makes the calls of one store, each within its time, until it is closed. */
final class CallThreads {

  /** An interrupted call has so long at the most to come back before its thread is stuck. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** How long the end waits for calls that run, and then for the store to close. */
  private static final long END_MILLIS = 2000;

  private final Options options;
  private final Lane calls;
  private final Lane renewals;
  private final ScheduledThreadPoolExecutor timer;
  private final Set<PendingCall<?>> pending = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Thread closer;
  private volatile @Nullable StoreException notClosed;

  CallThreads(Options options) {
    this.options = options;
    this.calls = Lane.ofCalls(options.threads(), factory("call"));
    this.renewals = Lane.ofRenewals(factory("renewal"));
    this.timer =
        new ScheduledThreadPoolExecutor(1, task -> new TimerThread(task, named("timer"), this));
    timer.setRemoveOnCancelPolicy(true);
  }

  /** A thread that belongs to one store. */
  private static class OwnThread extends Thread {

    private final CallThreads owner;

    OwnThread(Runnable task, String name, CallThreads owner) {
      super(task, name);
      this.owner = owner;
      setDaemon(true);
    }
  }

  /** The one that watches the time, which Reactor lets nobody block. */
  private static final class TimerThread extends OwnThread implements NonBlocking {
    TimerThread(Runnable task, String name, CallThreads owner) {
      super(task, name, owner);
    }
  }

  private String named(String kind) {
    return options.name() + "-" + kind;
  }

  private ThreadFactory factory(String kind) {
    AtomicInteger count = new AtomicInteger();
    return task -> new OwnThread(task, named(kind) + "-" + count.incrementAndGet(), this);
  }

  /** Returns a Mono that calls anew for every subscriber. */
  <T> Mono<T> call(String name, Callable<T> call) {
    return on(calls, name, call);
  }

  /** The same on a thread that does nothing else. */
  <T> Mono<T> renewal(String name, Callable<T> call) {
    return on(renewals, name, call);
  }

  private <T> Mono<T> on(Lane lane, String name, Callable<T> call) {
    PendingCall.Work<T> work = new PendingCall.Work<>(name, call, pending::remove);
    return Mono.create(sink -> begin(work, lane, sink));
  }

  private <T> void begin(PendingCall.Work<T> work, Lane lane, MonoSink<T> sink) {
    PendingCall<T> call = new PendingCall<>(work, lane, sink);
    pending.add(call);
    sink.onCancel(call::detach);
    try {
      long nanos = options.timeout().toNanos();
      call.alarm(timer.schedule(() -> late(call, lane), nanos, TimeUnit.NANOSECONDS));
      lane.add(call);
    } catch (RejectedExecutionException refused) {
      call.fail(
          closing.get()
              ? isClosed()
              : StoreException.unavailable(
                  call.name() + ": " + Lane.MOST_WAITING + " calls wait already, " + lane.state(),
                  null));
    }
  }

  private void late(PendingCall<?> call, Lane lane) {
    String what =
        call.runs() ? " did not end within " : " was not begun, as " + lane.state() + ", within ";
    call.fail(
        StoreException.unavailable(
            call.name() + what + options.timeout().toMillis() + " ms", null));
    if (call.interrupt()) {
      boolean soon = options.timeout().compareTo(GRACE) < 0;
      Duration grace = soon ? options.timeout() : GRACE;
      timer.schedule(call::countIfRunning, grace.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private static StoreException isClosed() {
    return StoreException.unavailable("the store is closed", null);
  }

  // == End ==

  /** Ends the threads and closes the store, once. */
  void close(AutoCloseable store) {
    if (closing.compareAndSet(false, true)) {
      Thread thread = new OwnThread(() -> end(store), named("close"), this);
      closer = thread;
      thread.start();
    }
    boolean ours = Thread.currentThread() instanceof OwnThread own && own.owner == this;
    if (!ours && !Schedulers.isInNonBlockingThread()) {
      awaitEnd();
    }
  }

  /** A store that hangs in its own close does so on a daemon. */
  private void awaitEnd() {
    try {
      Thread last = closer;
      if (closed.await(2 * END_MILLIS, TimeUnit.MILLISECONDS) && last != null) {
        last.join(END_MILLIS); // it has nothing left to do
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    StoreException failure = notClosed;
    if (failure != null) {
      throw failure;
    }
  }

  private void end(AutoCloseable store) {
    try {
      List.of(calls, renewals).forEach(Lane::end);
      pending.stream().filter(call -> !call.runs()).forEach(call -> call.fail(isClosed()));
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MILLIS);
      calls.awaitEnd(end - System.nanoTime());
      renewals.awaitEnd(end - System.nanoTime());
      List.of(calls, renewals).forEach(Lane::interrupt);
      pending.forEach(call -> call.fail(isClosed()));
      timer.shutdownNow();
      store.close();
    } catch (Throwable failure) {
      notClosed = SafeText.explained("close", failure);
    } finally {
      closed.countDown();
    }
  }
}
