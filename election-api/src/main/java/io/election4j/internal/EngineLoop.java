package io.election4j.internal;

import io.election4j.StoreStatus.Operation;
import io.election4j.StoreStatus.Outcomes;
import io.election4j.Timing;
import io.election4j.internal.engine.ClockReading;
import io.election4j.internal.engine.Engine;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.Step;
import io.election4j.spi.ChangePush;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * The one place where the state machine meets the world: gives it inputs one at a time on one
 * thread, tells its signals, hands its actions to the store, and wakes it when it asks for it. No
 * decision is taken here.
 *
 * <p>The engine's thread ends with the elections, while anybody may still call. Nothing that was
 * handed in is lost: what meets the end is run by whoever hands it in, one task at a time still.
 */
final class EngineLoop {

  private final LeaseStore store;
  private final Clocks clocks;
  private final Turns turns;
  private final Engine engine;
  private final StoreCalls calls;
  private final Told told;
  private final ElectionLog log;
  private final PushedChanges changes;
  private @Nullable Disposable tick;
  private long tickNanos;
  private boolean over;

  /** Who is told, on the engine's thread. */
  interface Told {

    void on(EngineEvent signal);

    /** The store has answered to something, or failed to. */
    void answered(@Nullable Throwable failure);
  }

  EngineLoop(LeaseStore store, Settings settings, Threads threads, Told told) {
    Timing timing = settings.timing();
    Scheduler scheduler = threads.engine();
    FreshIds ids = new FreshIds(threads.callbacks());
    this.store = store;
    this.clocks = new Clocks(scheduler);
    this.log = settings.log();
    this.turns = new Turns(scheduler.createWorker(), log);
    this.engine = new Engine(settings.standing(), ids, clocks.now());
    this.calls = new StoreCalls(store, threads, timing.operationTimeout(), this::submit);
    this.told = told;
    this.changes = new PushedChanges(this, Outages.ofPush(clocks, log));
  }

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

  ElectionLog log() {
    return log;
  }

  Repetitions repetitions() {
    return new Repetitions(clocks, log);
  }

  /** Gives the engine an input at once; for tasks on its thread only. */
  void step(Input input) {
    if (over) {
      return;
    }
    if (input instanceof Input.Reply reply) {
      told.answered(reply.failure());
    }
    ClockReading now = clocks.now();
    Step step = engine.step(input, now);
    step.events().forEach(this::signal);
    step.actions().forEach(calls::perform);
    wake(step.wakeNanos());
  }

  private void signal(EngineEvent signal) {
    if (signal instanceof EngineEvent.Prepared && store instanceof ChangePush push) {
      changes.listen(push);
    }
    if (signal instanceof EngineEvent.Closed) {
      end();
    }
    told.on(signal);
  }

  /** Returns how often the store was asked what, and how it answered. */
  Map<Operation, Outcomes> operations() {
    return calls.tally().counts();
  }

  private void wake(long nanos) {
    if (over) {
      return;
    }
    if (turns.ended()) {
      // Whoever lent the scheduler has disposed of it: nothing can be done in time any more.
      signal(new EngineEvent.Closed());
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
    changes.end();
    turns.end();
  }
}
