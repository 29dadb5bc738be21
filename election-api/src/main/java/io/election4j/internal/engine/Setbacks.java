package io.election4j.internal.engine;

import io.election4j.spi.StoreException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often this process has lost its lease because it was not renewed, and how far it lets others
 * go first therefore.
 *
 * <p>If the store answered other calls meanwhile, it is this process that cannot go on leading: it
 * stands back, which means that it opens no lease, for T, then 2 T, and 4 T at the most, and is
 * sound again once it has renewed one lease for T. If nothing was answered, it may be all
 * candidates that were cut off, and nobody waits; whoever loses its lease so again and again only
 * lets others have the first go at what it held.
 */
final class Setbacks implements StateKey.Part {

  /** Each lease lost doubles the time, this often. */
  private static final int DOUBLINGS = 2;

  private final Duration lease;
  private final Duration recently;
  private int sick;
  private int lost;
  private @Nullable ClockReading soundSince;

  /** The first renewal that has failed since one was acknowledged; 0 if none has. */
  private long failed;

  private @Nullable Throwable cause;

  /** When something sent after that was answered. */
  private @Nullable ClockReading answered;

  private boolean back;
  private long untilNanos;

  /**
   * Creates that of a process that has lost nothing.
   *
   * @param lease T
   * @param recently an answer no older than this says that the store is there
   */
  Setbacks(Duration lease, Duration recently) {
    this.lease = lease;
    this.recently = recently;
  }

  /** Something other than a renewal was answered. */
  void answered(long number, ClockReading now) {
    if (failed != 0 && number > failed) {
      answered = now;
    }
  }

  void failed(long renewal, Throwable why) {
    failed = failed == 0 ? renewal : failed;
    cause = why;
  }

  /** A renewal sent then was acknowledged; returns whether that ends our standing back. */
  boolean renewed(ClockReading sent) {
    failed = 0;
    answered = null;
    if (soundSince == null) {
      soundSince = sent;
    } else if (sent.since(soundSince) >= lease.toNanos()) {
      sick = 0;
      lost = 0;
    }
    boolean was = back;
    back = false;
    return was;
  }

  /** Another lease begins. */
  void opened() {
    failed = 0;
    answered = null;
    soundSince = null;
  }

  /** Returns whether renewals have failed of late while other calls were answered. */
  boolean sick(ClockReading now) {
    return answered != null && now.since(answered) <= recently.toNanos();
  }

  /** The lease ran out. */
  void lost() {
    lost += failed == 0 ? 0 : 1;
  }

  /** From now on we stand back. */
  EngineEvent.StandsBack standBack(ClockReading now) {
    Duration span = lease.multipliedBy(1L << Math.min(sick, DOUBLINGS));
    sick++;
    back = true;
    untilNanos = now.plus(span);
    Throwable why = cause == null ? StoreException.unavailable("no answer", null) : cause;
    return new EngineEvent.StandsBack(span, why);
  }

  /** Returns whether no lease is to be opened now; asks to be woken when it may be. */
  boolean standsBack(Step.Builder step) {
    boolean waits = back && !step.now().reached(untilNanos);
    if (waits) {
      step.wakeAt(untilNanos);
    }
    return waits;
  }

  /** Returns whether others have the first go at what we held. */
  boolean lostAgain() {
    return lost > 1;
  }

  @Override
  public void addTo(StateKey key) {
    key.add(sick, lost, soundSince, cause, answered, back);
    key.numbers(failed);
    key.nanos(untilNanos);
  }
}
