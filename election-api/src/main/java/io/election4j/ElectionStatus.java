package io.election4j;

import java.util.Optional;

/**
 * A snapshot of one election as this process knows it.
 *
 * @param election the election's name
 * @param candidate who this process stands as; of an observer too
 * @param lease the id of this process's lease; empty before it has one, and for observers
 * @param leading whether this process leads
 * @param leader who leads; empty if nobody does or it is not yet known
 * @param running whether this process still takes part: false after it left
 */
public record ElectionStatus(
    String election,
    Candidate candidate,
    Optional<String> lease,
    boolean leading,
    Optional<Leader> leader,
    boolean running) {}
