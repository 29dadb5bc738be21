package io.election4j.internal.engine;

import io.election4j.Candidate;
import java.time.Duration;

/**
 * How a process stands in its elections.
 *
 * @param candidate who it stands as
 * @param listed whether it keeps a lease while it stands anywhere, even if it leads nothing, and
 *     looks who else does; the store must be a {@link io.election4j.spi.LeaseDirectory}
 * @param yields whether it hands over to a candidate of a higher priority; only if listed
 * @param drain how long work may take to stop before its term is over all the same, while the
 *     record stays held
 */
public record EngineConfig(Candidate candidate, boolean listed, boolean yields, Duration drain) {

  /** Returns how a process stands unless told otherwise: not listed. */
  public static EngineConfig of(Candidate candidate, Duration drain) {
    return new EngineConfig(candidate, false, false, drain);
  }
}
