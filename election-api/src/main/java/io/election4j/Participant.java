package io.election4j;

import io.election4j.spi.LeaseId;

/**
 * A live process that stands in elections and is visible.
 *
 * @param lease the id of its lease, new for every incarnation
 * @param candidate who it stands as
 * @param self whether it is this process
 */
public record Participant(LeaseId lease, Candidate candidate, boolean self) {}
