package io.election4j.proof.simulation;

import io.election4j.internal.engine.Input;
import java.util.Map;
import java.util.TreeMap;

/** What the user's code in one process does while it leads, and how long it takes to stop. */
final class SimulatedWork {

  private static final long SHORT = 50_000_000;

  private final SimulatedProcess process;
  private final SeededRandom random;
  private final Map<String, Long> running = new TreeMap<>();
  private boolean endless;
  private long stoppedBy;

  SimulatedWork(SimulatedProcess process, SeededRandom random) {
    this.process = process;
    this.random = random;
  }

  void begin(String election, long term) {
    running.put(election, term);
  }

  void stop(String election, long term) {
    if (!running.remove(election, term)) {
      return;
    }
    Simulation world = process.world();
    if (!world.inPeace() && world.settings().has(Fault.ENDLESS_WORK) && random.chance(0.01)) {
      world.reach().happened(Fault.ENDLESS_WORK);
      endless = true;
      return;
    }
    long at = world.now() + span(world);
    stoppedBy = Math.max(stoppedBy, at);
    int here = process.incarnation();
    world.at(
        at,
        () -> {
          if (here == process.incarnation()) {
            process.threads().onUser(() -> process.submit(new Input.WorkStopped(election, term)));
          }
        });
  }

  private long span(Simulation world) {
    if (world.inPeace() || !world.settings().has(Fault.SLOW_STOP) || random.chance(0.7)) {
      return random.skewed(SHORT);
    }
    world.reach().happened(Fault.SLOW_STOP);
    long lease = world.settings().longestLease();
    return random.skewed(random.chance(0.8) ? lease : 10 * lease);
  }

  /** Returns what it is done for, and in which term. */
  Map<String, Long> running() {
    return running;
  }

  /** Returns whether some of it will not stop before its process ends. */
  boolean endless() {
    return endless;
  }

  /** Returns when all of it will have stopped that was asked to. */
  long stoppedBy() {
    return stoppedBy;
  }

  void end() {
    running.clear();
    endless = false;
  }
}
