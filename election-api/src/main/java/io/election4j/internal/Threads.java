package io.election4j.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Who runs what: one thread for the engine, which runs nothing else, so that neither user code nor
 * a store can delay it; one for callbacks and to call the store, which others join only while it is
 * blocked; as many as there are blocking workers for those. All are daemons, made when first
 * needed.
 *
 * @param engine runs the engine and its timers
 * @param renewals calls the store to renew
 * @param store calls the store for everything else
 * @param callbacks delivers events and subscribes to work
 * @param cancels cancels that work, whatever holds up the callbacks
 * @param calls never the users'; answers those who block, perhaps a thread of the callbacks
 * @param workers run blocking work
 * @param inside which of them are in the middle of what
 * @param own those that are not the users', to be waited for
 * @param end lets these end as soon as they have nothing to do; what comes after it is still run
 */
public record Threads(
    Scheduler engine,
    Scheduler renewals,
    Scheduler store,
    Scheduler callbacks,
    Scheduler cancels,
    Scheduler calls,
    Workers workers,
    Inside inside,
    OwnThreads own,
    Disposable end) {

  private static final ShortTasks.Most MOST = new ShortTasks.Most(256, 2);

  private static final String SELF =
      "blocking here would wait for itself: this thread runs callbacks in the time of a scheduler"
          + " that was lent to these elections, which has to go on; subscribe instead";

  /**
   * Hands tasks to the executor of blocking work.
   *
   * @param caller who calls that executor: it is the user's own and may block or run a task at once
   * @param executor who runs the tasks; it may refuse
   * @param spare who runs what stops work while somebody blocks until that has stopped, who may
   *     well hold up the executor
   * @param inside told which thread is in what work
   */
  record Workers(Executor caller, Executor executor, Executor spare, Inside inside)
      implements CallWork.Place {

    /** Runs a task, on a thread of our own if the executor refuses. */
    void run(Runnable task) {
      run(task, refused -> task.run());
    }

    /** Runs what stops the work of an election, on a thread of our own if the executor refuses. */
    void stop(String election, Runnable task) {
      Runnable part = () -> inside.work(election, task::run);
      if (inside.anyoneBlocked()) {
        spare.execute(part);
      } else {
        run(part);
      }
    }

    @Override
    public void work(String election, Runnable task, Consumer<Throwable> refused) {
      run(() -> inside.work(election, task::run), refused);
    }

    private void run(Runnable task, Consumer<Throwable> refused) {
      caller.execute(
          () -> {
            try {
              executor.execute(task);
            } catch (Throwable refusal) {
              refused.accept(refusal);
            }
          });
    }
  }

  /** Runs tasks that may block one at a time, in the order given. */
  static final class InTurn implements Executor {

    private final Executor executor;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    InTurn(Executor executor) {
      this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
      if (waiting.getAndIncrement() == 0) {
        executor.execute(this::drain);
      }
    }

    private void drain() {
      do {
        Runnable task = tasks.poll();
        if (task != null) {
          task.run();
        }
      } while (waiting.decrementAndGet() > 0);
    }
  }

  /** Returns threads, with the user's where there are any. */
  public static Threads of(
      ElectionLog log,
      @Nullable Scheduler engine,
      @Nullable Scheduler callbacks,
      @Nullable Executor blocking) {
    OwnThreads own = new OwnThreads(log);
    Inside inside = new Inside();
    Scheduler single = Schedulers.newSingle(own.engine());
    ShortTasks tasks = new ShortTasks(MOST, own.named("task"), single);
    Scheduler calls = Schedulers.fromExecutorService(tasks);
    ThreadPoolExecutor workers = workerThreads(own);
    // Workers that rest end at once then, and those to come when they have done what they are for.
    Disposable end =
        Disposables.composite(
            tasks::end, () -> workers.setKeepAliveTime(0, TimeUnit.MILLISECONDS), single);
    if (engine != null) {
      // Whoever lends a scheduler wants everything but blocking work to happen in its time.
      Scheduler time = new LentScheduler(engine, single, UnaryOperator.identity());
      Scheduler lent =
          callbacks != null ? new LentScheduler(callbacks, calls, inside::marked) : calls;
      Executor runs = blocking != null ? task -> blocking.execute(inside.marked(task)) : workers;
      Workers work = new Workers(Runnable::run, runs, runs, inside);
      return new Threads(time, time, time, lent, lent, calls, work, inside, own, end);
    }
    Scheduler called =
        callbacks != null ? new LentScheduler(callbacks, calls, UnaryOperator.identity()) : calls;
    Scheduler renewals = Schedulers.fromExecutor(new InTurn(tasks.urgent()));
    Scheduler store = Schedulers.fromExecutor(new InTurn(tasks.urgent()));
    Workers work =
        blocking != null
            ? new Workers(workers, blocking, workers, inside)
            : new Workers(Runnable::run, workers, workers, inside);
    return new Threads(single, renewals, store, called, calls, calls, work, inside, own, end);
  }

  private static ThreadPoolExecutor workerThreads(OwnThreads own) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        ShortTasks.IDLE.toMillis(),
        TimeUnit.MILLISECONDS,
        new SynchronousQueue<>(),
        own.named("worker"));
  }

  /** Runs a task on the user's scheduler; on a thread of its own if that has been disposed of. */
  static Disposable schedule(Scheduler scheduler, Runnable task) {
    try {
      return scheduler.schedule(task);
    } catch (RejectedExecutionException disposed) {
      Thread thread = new Thread(task, "election-late");
      thread.setDaemon(true);
      thread.start();
      return thread::interrupt;
    }
  }

  /**
   * Returns an answer whose end is told on the callback scheduler, or on another thread to whoever
   * blocks on it, and perhaps a thread of that scheduler.
   */
  <T> Mono<T> told(Mono<T> answer) {
    return new Mono<>() {
      @Override
      public void subscribe(CoreSubscriber<? super T> actual) {
        if (!Inside.blocks(actual)) {
          answer.publishOn(callbacks).subscribe(actual);
        } else if (inside.waitsForCaller()) {
          Operators.error(actual, new IllegalStateException(SELF));
        } else {
          inside.blockedOn(answer).publishOn(calls).subscribe(actual);
        }
      }
    };
  }
}
