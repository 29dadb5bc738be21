package io.election4j;

import java.time.Duration;
import java.util.Optional;

/**
 * What a new leader is told of the one before.
 *
 * @param candidate who led before; empty if this process has not seen it
 * @param value what was proclaimed last, by whichever leader; empty if nothing ever was
 * @param vacantFor for how long nobody led, as far as this process has seen: zero if it came to
 *     lead as soon as it looked
 */
public record Predecessor(Optional<Candidate> candidate, String value, Duration vacantFor) {}
