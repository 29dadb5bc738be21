package io.election4j.proof.oracle;

import io.election4j.Timing;
import io.election4j.internal.engine.ClockReading;
import java.time.Duration;

/**
 * A process under the oracle's eyes. Compared by identity; its {@link #toString()} names it in
 * violations.
 */
public interface Subject {

  /** Returns the durations that its engine runs on. */
  Timing timing();

  /** Returns for how long its work may take to stop before its term is over all the same. */
  Duration drain();

  /** Returns what its clocks show now, whether or not it runs. */
  ClockReading now();
}
