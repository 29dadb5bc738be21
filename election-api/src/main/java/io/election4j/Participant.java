package io.election4j;

/**
 * A live process that stands in elections and is visible.
 *
 * @param lease the id of its lease, new for every incarnation
 * @param candidate who it stands as
 * @param self whether it is this process
 */
public record Participant(String lease, Candidate candidate, boolean self) {}
