package io.election4j.internal.engine;

import io.election4j.Candidate;
import io.election4j.Timing;
import java.time.Duration;

/**
 * How a process takes part in its elections.
 *
 * @param timing the durations to run on
 * @param candidate who it stands as
 * @param listed whether it keeps a lease while it stands anywhere, even if it leads nothing, and
 *     looks who else does; the store must be a {@link io.election4j.spi.LeaseDirectory}
 * @param yields whether it hands over to a candidate of a higher priority; only if listed
 * @param drain how long work may take to stop before its term is over all the same, while the
 *     record stays held
 */
public record EngineConfig(
    Timing timing, Candidate candidate, boolean listed, boolean yields, Duration drain) {

  /** Returns that of a process that is not listed and gives its work one lease to stop. */
  public static EngineConfig of(Timing timing, Candidate candidate) {
    return new EngineConfig(timing, candidate, false, false, timing.lease());
  }
}
