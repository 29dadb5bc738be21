package io.election4j;

/**
 * Who leads an election, as its record says.
 *
 * @param candidate the leader as published to followers
 * @param term the leader's term
 * @param self whether it is this process
 */
public record Leader(Candidate candidate, long term, boolean self) {}
