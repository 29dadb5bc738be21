package io.election4j.proof.simulation;

import io.election4j.internal.engine.Input;

/** Wakes one engine when it has asked for it, on its own monotonic clock. */
final class Alarm {

  private static final long NONE = Long.MAX_VALUE;

  private final SimulatedProcess process;
  private long wantedNanos;
  private long pendingAt = NONE;
  private long pending;

  Alarm(SimulatedProcess process) {
    this.process = process;
  }

  /** Only the time given last counts. */
  void wake(long nanos) {
    wantedNanos = nanos;
    long at = process.clock().trueTime(nanos, process.world().now());
    // One that rings too early is put off then, which is cheaper than to take it back.
    if (at < pendingAt) {
      set(at);
    }
  }

  private void set(long at) {
    pendingAt = at;
    long number = ++pending;
    process.world().at(at, () -> ring(number));
  }

  private void ring(long number) {
    if (number == pending && pendingAt != NONE) {
      pendingAt = NONE;
      process.threads().onEngine(this::tick);
    }
  }

  private void tick() {
    if (process.clock().nanos(process.world().now()) - wantedNanos >= 0) {
      process.step(new Input.Tick());
    } else if (pendingAt == NONE) {
      wake(wantedNanos);
    }
  }

  void end() {
    pendingAt = NONE;
  }
}
