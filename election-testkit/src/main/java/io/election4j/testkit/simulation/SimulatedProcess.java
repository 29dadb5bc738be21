package io.election4j.testkit.simulation;

import io.election4j.Candidate;
import io.election4j.Timing;
import io.election4j.engine.Action;
import io.election4j.engine.Engine;
import io.election4j.engine.Input;
import io.election4j.engine.Moment;
import io.election4j.engine.Signal;
import io.election4j.engine.Step;
import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import io.election4j.testkit.oracle.Subject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One process: an engine, its clocks, and the part of the shell that matters here. Its inputs wait
 * while it is paused; a crash loses them and everything else but the clocks.
 */
final class SimulatedProcess implements Subject {

  /** As the shell does: an election is joined again only after it has been left. */
  enum Membership {
    OUT,
    CANDIDATE,
    OBSERVER,
    LEAVING
  }

  final String name;
  final Timing timing;
  final DriftingClock clock;
  private final Simulation world;
  private final Map<String, Membership> memberships = new TreeMap<>();
  private final Map<String, Long> working = new HashMap<>();
  private final Map<Long, Action> unanswered = new HashMap<>();
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private @Nullable Engine engine;
  private int incarnation;
  private boolean paused;
  private boolean closing;
  private long wakeups;

  SimulatedProcess(String name, Timing timing, Simulation world) {
    this.name = name;
    this.timing = timing;
    this.world = world;
    this.clock = new DriftingClock(world.dice());
  }

  @Override
  public Timing timing() {
    return timing;
  }

  @Override
  public Moment now() {
    return clock.at(world.now());
  }

  // == Life ==

  boolean alive() {
    return engine != null;
  }

  boolean paused() {
    return paused;
  }

  boolean closing() {
    return closing;
  }

  Membership membership(String election) {
    return memberships.getOrDefault(election, Membership.OUT);
  }

  void start() {
    incarnation++;
    closing = false;
    Dice dice = world.dice();
    engine =
        new Engine(
            timing,
            Candidate.named(name),
            () -> new LeaseId(new UUID(dice.bits(), dice.bits())),
            clock.at(world.now()));
    step(new Input.Tick());
  }

  void crash() {
    world.oracle().crashed(this);
    end();
  }

  private void end() {
    engine = null;
    closing = false;
    clock.stand(false, world.now());
    paused = false;
    memberships.clear();
    working.clear();
    unanswered.clear();
    waiting.clear();
  }

  void pause(boolean suspended) {
    paused = true;
    if (suspended) {
      clock.stand(true, world.now());
    }
  }

  void resume() {
    clock.stand(false, world.now());
    paused = false;
    while (!paused && !waiting.isEmpty()) {
      waiting.poll().run();
    }
  }

  // == What its users do ==

  void join(String election, boolean candidate) {
    memberships.put(election, candidate ? Membership.CANDIDATE : Membership.OBSERVER);
    submit(new Input.Join(election, candidate));
  }

  void leave(String election) {
    memberships.put(election, Membership.LEAVING);
    submit(new Input.Leave(election));
  }

  void close() {
    closing = true;
    submit(new Input.Close());
  }

  // == The loop ==

  void submit(Input input) {
    inTurn(() -> step(input));
  }

  /** Runs something in this process: at once, later if it is paused, never if it is gone. */
  private void inTurn(Runnable task) {
    if (engine != null && paused) {
      waiting.add(task);
    } else if (engine != null) {
      task.run();
    }
  }

  /** Runs something in this process at that time, unless it has crashed since. */
  private void later(long trueNanos, Runnable task) {
    int here = incarnation;
    world.at(
        trueNanos,
        () -> {
          if (here == incarnation) {
            inTurn(task);
          }
        });
  }

  private void step(Input input) {
    if (engine == null) {
      return;
    }
    Moment now = clock.at(world.now());
    Step step = engine.step(input, now);
    world.transcript().step(world.now(), this, input, step);
    world.oracle().took(this, input, now, step);
    step.signals().forEach(this::signal);
    step.actions().forEach(this::send);
    wake(step.wakeNanos());
    if (step.signals().contains(new Signal.Closed())) {
      end();
    }
  }

  private void wake(long nanos) {
    long wakeup = ++wakeups;
    later(
        clock.trueTime(nanos, world.now()),
        () -> {
          if (wakeup == wakeups) {
            step(new Input.Tick());
          }
        });
  }

  private void signal(Signal signal) {
    if (signal instanceof Signal.Elected elected) {
      working.put(elected.election(), elected.term());
    } else if (signal instanceof Signal.Stopping stopping) {
      stopWork(stopping.election(), stopping.term());
    } else if (signal instanceof Signal.Revoked revoked) {
      stopWork(revoked.election(), revoked.term());
    } else if (signal instanceof Signal.Left left) {
      memberships.remove(left.election());
    } else if (signal instanceof Signal.Prepared && world.settings().push()) {
      submitSoon(new Input.Push(true));
    }
  }

  private void submitSoon(Input input) {
    later(world.now(), () -> step(input));
  }

  private void stopWork(String election, long term) {
    if (working.remove(election, term)) {
      later(
          world.now() + world.workStopsAfter(), () -> step(new Input.WorkStopped(election, term)));
    }
  }

  // == The store's answers ==

  private void send(Action action) {
    unanswered.put(action.number(), action);
    Moment now = clock.at(world.now());
    timeOut(action, now.nanos() + timing.operationTimeout().toNanos());
    int here = incarnation;
    world
        .network()
        .send(
            this,
            action,
            reply -> {
              if (here == incarnation) {
                inTurn(() -> answer(reply, world.settings().staleAnswers()));
              }
            });
  }

  private void timeOut(Action action, long deadlineNanos) {
    later(
        clock.trueTime(deadlineNanos, world.now()),
        () -> {
          if (clock.at(world.now()).nanos() - deadlineNanos < 0) {
            timeOut(action, deadlineNanos);
          } else {
            answer(
                Network.failed(action, StoreException.unavailable("no answer in time", null)),
                false);
          }
        });
  }

  private void answer(Input.Reply reply, boolean evenIfLate) {
    if (unanswered.remove(reply.number()) != null || evenIfLate) {
      step(reply);
    }
  }

  @Override
  public String toString() {
    return name + "#" + incarnation;
  }
}
