package io.election4j.proof.exploration;

import io.election4j.Candidate;
import io.election4j.Timing;
import io.election4j.internal.engine.ClockReading;
import io.election4j.internal.engine.Engine;
import io.election4j.internal.engine.EngineConfig;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.Step;
import io.election4j.internal.engine.StoreRequest;
import io.election4j.proof.oracle.Subject;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One process: an engine, its clocks, its work, and what it waits for. */
final class WorldProcess implements Subject {

  /** As short as timings can be: five units of time, of which a leader trusts itself four. */
  private static final Timing TIMING =
      new Timing(millis(500), millis(100), millis(100), millis(100), millis(100));

  private static final long WALL_MILLIS = 1_700_000_000_000L;

  private record Waiting(StoreRequest action, long deadlineNanos) {}

  private final String name;
  private final int index;
  private final World world;
  private final long unitNanos;
  private final Map<Long, Waiting> unanswered = new TreeMap<>();
  private @Nullable Engine engine;
  private int incarnation;
  private long leases;
  private long wakeNanos;
  private long suspended;
  private @Nullable Long suspendedAt;
  boolean paused;
  boolean closing;
  boolean standing;
  boolean left;
  @Nullable ExploredFault cut;

  /** The term that is worked for, and the one whose work is to stop. */
  long working;

  long stopping;

  /**
   * Creates a process that has not started.
   *
   * @param unitNanos how far its clocks go while one unit of time passes
   */
  WorldProcess(int index, long unitNanos, World world) {
    this.name = "p" + index;
    this.index = index;
    this.unitNanos = unitNanos;
    this.world = world;
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  // == Clocks ==

  @Override
  public Timing timing() {
    return TIMING;
  }

  /** The monotonic clock overflows soon after the beginning. */
  @Override
  public Duration drain() {
    return timing().lease();
  }

  @Override
  public ClockReading now() {
    Long since = suspendedAt;
    long units = (since == null ? world.time() : since) - suspended;
    return new ClockReading(
        Long.MAX_VALUE - unitNanos * 12 + units * unitNanos,
        WALL_MILLIS + world.time() * unitNanos / 1_000_000);
  }

  boolean due() {
    return now().nanos() - wakeNanos >= 0;
  }

  /** Returns the actions that have taken longer than an operation may. */
  List<Long> overdue() {
    if (unanswered.isEmpty()) {
      return List.of();
    }
    long now = now().nanos();
    List<Long> overdue = new ArrayList<>();
    unanswered.forEach(
        (number, waiting) -> {
          if (now - waiting.deadlineNanos >= 0) {
            overdue.add(number);
          }
        });
    return overdue;
  }

  // == Life ==

  boolean alive() {
    return engine != null;
  }

  boolean running() {
    return alive() && !paused;
  }

  int incarnation() {
    return incarnation;
  }

  int index() {
    return index;
  }

  void start() {
    incarnation++;
    engine =
        new Engine(
            EngineConfig.of(TIMING, Candidate.named(name)),
            () -> new LeaseId(new UUID(index, ++leases)),
            now());
    tick();
    join();
  }

  void join() {
    standing = true;
    left = false;
    step(new Input.Join(World.ELECTION, true));
  }

  void leave() {
    standing = false;
    step(new Input.Leave(World.ELECTION));
  }

  void close() {
    standing = false;
    closing = true;
    step(new Input.Close());
  }

  /** Ends this process, however. */
  void end() {
    resume();
    engine = null;
    closing = false;
    standing = false;
    left = false;
    cut = null;
    working = 0;
    stopping = 0;
    unanswered.clear();
  }

  void pause(boolean suspend) {
    paused = true;
    suspendedAt = suspend ? world.time() : null;
  }

  void resume() {
    Long since = suspendedAt;
    suspended += since == null ? 0 : world.time() - since;
    suspendedAt = null;
    paused = false;
  }

  // == Steps ==

  void step(Input input) {
    Engine here = engine;
    if (here == null) {
      return;
    }
    if (input instanceof Input.Reply reply) {
      unanswered.remove(reply.number());
    }
    ClockReading now = now();
    Step step = here.step(input, now);
    world.oracle().took(this, input, now, step);
    step.events().forEach(this::signal);
    wakeNanos = step.wakeNanos();
    for (StoreRequest action : step.actions()) {
      long deadlineNanos = now.nanos() + TIMING.operationTimeout().toNanos();
      unanswered.put(action.number(), new Waiting(action, deadlineNanos));
      world.send(new Message(this, action, false));
    }
    if (step.events().contains(new EngineEvent.Closed())) {
      end();
    }
  }

  void tick() {
    step(new Input.Tick());
  }

  private void signal(EngineEvent signal) {
    if (signal instanceof EngineEvent.Elected elected) {
      working = elected.term();
    } else if (signal instanceof EngineEvent.Stopping || signal instanceof EngineEvent.Revoked) {
      stopping = working != 0 ? working : stopping;
      working = 0;
    } else if (signal instanceof EngineEvent.Left) {
      left = !standing;
    }
  }

  void workStops() {
    long term = stopping;
    stopping = 0;
    step(new Input.WorkStopped(World.ELECTION, term));
  }

  /** Waits no longer for an answer. */
  void timeOut(long number) {
    Waiting waiting = unanswered.get(number);
    if (waiting != null) {
      step(World.failed(waiting.action));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
