package io.election4j.internal;

import io.election4j.StoreCall;
import io.election4j.StoreStatus.Operation;
import io.election4j.StoreStatus.Outcomes;
import io.election4j.internal.engine.ClockReading;
import io.election4j.internal.engine.Engine;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.Step;
import io.election4j.internal.engine.StoreRequest;
import io.election4j.spi.ChangePush;
import io.election4j.spi.ChangePush.Change;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * The one place where the state machine meets the world: gives it inputs one at a time on one
 * thread, tells its events, hands its requests to the store, tells it what the store pushes, and
 * wakes it when it asks for it. No decision is taken here.
 *
 * <p>The engine's thread ends with the elections, while anybody may still call. Nothing that was
 * handed in is lost: what meets the end is run by whoever hands it in, one task at a time still.
 */
final class EngineLoop {

  private final LeaseStore store;
  private final Threads threads;
  private final ElectionLog log;
  private final Clocks clocks;
  private final Turns turns;
  private final Engine engine;
  private final StoreCalls calls;
  private final Outages pushOutages;
  private final Consumer<Runnable> onItsThread = this::execute;
  private final Repetitions listenersFail;
  private final Listeners<StoreCall> storeCalls;
  private Told told = event -> {};
  private @Nullable Disposable tick;
  private long tickNanos;
  private @Nullable Disposable pushing;
  private boolean open;

  /** Whether it is open and tells all. */
  private boolean flowing;

  private boolean over;

  /** Who is told, on the engine's thread. */
  interface Told {

    void on(EngineEvent event);

    /** The store has answered to something, or failed to. */
    default void answered(@Nullable Throwable failure) {}
  }

  EngineLoop(LeaseStore store, Settings settings, Threads threads) {
    Scheduler scheduler = threads.engine();
    this.store = store;
    this.threads = threads;
    this.log = settings.log();
    this.clocks = new Clocks(scheduler);
    this.turns = new Turns(scheduler.createWorker(), log);
    this.engine = new Engine(settings.config(), freshIds(threads.callbacks()), clocks.now());
    this.calls = new StoreCalls(store, threads, settings.timing().operationTimeout());
    this.pushOutages = Outages.ofPush(clocks, log);
    this.listenersFail = repetitions();
    this.storeCalls = listeners();
  }

  /** Keeps one id drawn: drawing reads from a device, and the engine's thread must not. */
  private static Supplier<LeaseId> freshIds(Scheduler elsewhere) {
    AtomicReference<@Nullable LeaseId> spare = new AtomicReference<>(LeaseId.random());
    return () -> {
      LeaseId drawn = spare.getAndSet(null);
      Threads.schedule(elsewhere, () -> spare.compareAndSet(null, LeaseId.random()));
      return drawn != null ? drawn : LeaseId.random();
    };
  }

  /** Starts, and tells from now on. */
  void start(Told told) {
    execute(
        () -> {
          this.told = told;
          step(new Input.Tick());
        });
  }

  // == What is done on its thread ==

  /** Gives the engine an input, later, on its thread. */
  void submit(Input input) {
    execute(() -> step(input));
  }

  /** Runs something on the engine's thread; after the end on any, and nothing else meanwhile. */
  void execute(Runnable task) {
    turns.execute(task);
  }

  /** Runs something on the engine's thread after a while; not after the end. */
  Disposable after(Duration delay, Runnable task) {
    return turns.after(delay, task);
  }

  /**
   * Returns a Mono that has this done on the engine's thread for every subscriber, and whose end is
   * told on the callback scheduler.
   */
  <T> Mono<T> ask(Consumer<MonoSink<T>> task) {
    return threads.told(
        Mono.create(
            sink ->
                execute(
                    () -> {
                      try {
                        task.accept(sink);
                      } catch (RuntimeException failure) {
                        sink.error(failure);
                      }
                    })));
  }

  /** Returns listeners to something new, who are told of it from its thread. */
  <T> Listeners<T> listeners() {
    return new Listeners<>(onItsThread, threads.callbacks(), listenersFail);
  }

  Clocks clocks() {
    return clocks;
  }

  ElectionLog log() {
    return log;
  }

  Repetitions repetitions() {
    return new Repetitions(clocks, log);
  }

  /** Returns every call of the store from the subscription on. */
  Flux<StoreCall> storeCalls() {
    return storeCalls.flux(none -> {});
  }

  /** Returns how often the store was asked what, and how it answered. */
  Map<Operation, Outcomes> operations() {
    return calls.counts();
  }

  // == The loop ==

  /** Gives the engine an input at once; for tasks on its thread only. */
  void step(Input input) {
    if (over) {
      return;
    }
    if (input instanceof Input.Reply reply) {
      told.answered(reply.unstorable() ? null : reply.failure());
    }
    ClockReading now = clocks.now();
    Step step = engine.step(input, now);
    step.events().forEach(this::tell);
    step.actions().forEach(this::perform);
    wake(step.wakeNanos());
  }

  private void perform(StoreRequest request) {
    long began = clocks.nanos();
    calls.perform(
        request,
        (operation, reply) -> {
          Duration took = Duration.ofNanos(clocks.nanos() - began);
          execute(
              () -> {
                storeCalls.emit(new StoreCall(operation, outcome(reply), took));
                step(reply);
              });
        });
  }

  private static StoreCall.Outcome outcome(Input.Reply reply) {
    if (reply.failure() != null) {
      return reply.unstorable() ? StoreCall.Outcome.REFUSED : StoreCall.Outcome.UNKNOWN;
    }
    return reply instanceof Input.Answered answered && !answered.applied()
        ? StoreCall.Outcome.REFUSED
        : StoreCall.Outcome.APPLIED;
  }

  private void tell(EngineEvent event) {
    if (event instanceof EngineEvent.Prepared && store instanceof ChangePush push) {
      pushing = push.changes().subscribe(change -> execute(() -> pushed(change)));
    }
    if (event instanceof EngineEvent.Closed) {
      end();
    }
    told.on(event);
  }

  private void wake(long nanos) {
    if (over) {
      return;
    }
    if (turns.ended()) {
      // Whoever lent the scheduler has disposed of it: nothing can be done in time any more.
      tell(new EngineEvent.Closed());
    } else if (tick == null || tickNanos - nanos > 0) {
      if (tick != null) {
        tick.dispose();
      }
      tickNanos = nanos;
      tick = after(Duration.ofNanos(Math.max(0, nanos - clocks.nanos())), this::tick);
    }
  }

  private void tick() {
    tick = null;
    step(new Input.Tick());
  }

  private void end() {
    over = true;
    storeCalls.complete();
    if (pushing != null) {
      pushing.dispose();
    }
    turns.end();
  }

  // == What the store pushes ==

  private void pushed(Change change) {
    if (over) {
      return;
    }
    if (change instanceof Change.Written written) {
      step(new Input.Hint(written.record()));
    } else if (change instanceof Change.Broken broken) {
      pushBroken(broken.cause());
    } else if (change instanceof Change.Opened opened) {
      pushOpened(opened.complete());
    } else {
      step(new Input.Rung());
    }
  }

  /** Whatever follows is told to nobody but the log: one that was broken can break no more. */
  private void pushBroken(Throwable cause) {
    pushOutages.failed(cause);
    open = false;
    if (flowing) {
      flowing = false;
      step(new Input.Push(false));
    }
  }

  /** What does not tell all changes nothing of how records are read, but what changed unheard. */
  private void pushOpened(boolean complete) {
    open = true;
    pushOutages.answered();
    after(pushOutages.calm(), this::stillOpen);
    if (complete) {
      flowing = true;
      step(new Input.Push(true));
    } else {
      step(new Input.Rung());
    }
  }

  private void stillOpen() {
    if (open && !over) {
      pushOutages.answered();
    }
  }
}
