package io.election4j;

import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that this process knows of its elections at one moment; no secrets.
 *
 * @param at when it was taken, by the wall clock
 * @param candidate who this process stands as
 * @param lease the id of its lease; empty before it has one
 * @param remaining how long the lease is trusted if no renewal succeeds from now on
 * @param draining whether this process is drained, or about to be
 * @param timing the durations in force
 * @param store how the store serves
 * @param participants as {@link Elections#participants()}
 * @param elections in the order of their names
 */
public record ElectionsStatus(
    Instant at,
    Candidate candidate,
    Optional<LeaseId> lease,
    Duration remaining,
    boolean draining,
    Timing timing,
    StoreStatus store,
    List<Participant> participants,
    List<ElectionStatus> elections) {

  public ElectionsStatus {
    participants = List.copyOf(participants);
    elections = List.copyOf(elections);
  }
}
