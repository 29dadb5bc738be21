package io.election4j.proof.chaos;

import io.election4j.demo.harness.CandidateLog;
import io.election4j.demo.harness.Note;
import java.time.Duration;
import java.util.List;

/**
 * What is left of a run.
 *
 * @param logs of all candidates
 * @param faults by name, in their order
 * @param written what the guarded resource holds in the end
 * @param healedNanos when the last fault had ended
 * @param dismissedNanos when the candidates were asked to leave
 */
record Records(
    String election,
    Duration lease,
    List<CandidateLog> logs,
    List<String> faults,
    Ledger.Contents written,
    long healedNanos,
    long dismissedNanos) {

  List<Note> notes() {
    return logs.stream().flatMap(one -> one.notes().stream()).toList();
  }
}
