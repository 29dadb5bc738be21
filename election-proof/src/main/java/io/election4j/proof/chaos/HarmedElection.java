package io.election4j.proof.chaos;

import io.election4j.demo.harness.CandidateFleet;
import io.election4j.demo.harness.Note.Kind;
import java.time.Duration;
import java.util.List;

/**
 * The election that harm is done to.
 *
 * @param name of it, or what the names of many begin with
 * @param lease of every candidate
 * @param fleet all candidates
 */
record HarmedElection(String name, Duration lease, CandidateFleet fleet) {

  private static final Duration LEAVE_LIMIT = Duration.ofSeconds(40);

  /** Waits until something is written after a time, and accepted; returns whether it was. */
  boolean awaitProgress(long sinceNanos, Duration limit) {
    return fleet.awaitNote(
        note -> note.kind() == Kind.ACCEPTED && note.nanos() - sinceNanos > 0, limit);
  }

  /** Asks all to leave; returns what is wrong with those that did not in time. */
  List<String> dismiss() {
    return fleet.dismiss(lease.plus(LEAVE_LIMIT)).stream()
        .map(name -> name + " did not end when it was asked to")
        .toList();
  }
}
