package io.election4j;

/**
 * Who leads an election, as its record says.
 *
 * @param candidate the leader as published to followers
 * @param term the leader's term
 * @param self whether it is this process
 * @param value what was proclaimed last, by this leader or one before; empty if nothing ever was
 */
public record Leader(Candidate candidate, long term, boolean self, String value) {

  /**
   * Returns whether the leader can be worked with: false from its election to its {@link
   * Leadership#ready}, if it stands {@linkplain Candidacy#confirmed() confirmed}.
   */
  public boolean ready() {
    return candidate.ready();
  }
}
