package io.election4j.proof.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Which threads of one process run: none while it is paused, and the user's but not the engine's
 * while that is stalled. What they have to do waits, in order.
 */
final class Threads {

  private final SimulatedProcess process;
  private final Deque<Runnable> engine = new ArrayDeque<>();
  private final Deque<Runnable> user = new ArrayDeque<>();
  private boolean paused;
  private boolean stalled;

  Threads(SimulatedProcess process) {
    this.process = process;
  }

  boolean paused() {
    return paused;
  }

  boolean stalled() {
    return stalled;
  }

  /** Returns whether something can run on the engine's thread now. */
  boolean engineRuns() {
    return process.alive() && !paused && !stalled;
  }

  /** Runs something on the engine's thread, at once or later; never if the process is gone. */
  void onEngine(Runnable task) {
    if (engineRuns()) {
      task.run();
    } else if (process.alive()) {
      engine.add(task);
    }
  }

  /** Runs something in the user's code, at once or later; never if the process is gone. */
  void onUser(Runnable task) {
    if (process.alive() && !paused) {
      task.run();
    } else if (process.alive()) {
      user.add(task);
    }
  }

  void pause() {
    paused = true;
  }

  void stall() {
    stalled = true;
  }

  /** Everything runs again; the user's code is the first to look. */
  void resume() {
    paused = false;
    process.peek();
    while (process.alive() && !paused && !user.isEmpty()) {
      user.poll().run();
    }
    catchUp();
  }

  void unstall() {
    stalled = false;
    process.peek();
    catchUp();
  }

  private void catchUp() {
    while (engineRuns() && !engine.isEmpty()) {
      engine.poll().run();
    }
  }

  void end() {
    paused = false;
    stalled = false;
    engine.clear();
    user.clear();
  }
}
