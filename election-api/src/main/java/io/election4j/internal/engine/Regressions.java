package io.election4j.internal.engine;

import io.election4j.ElectionEvent.Reason;
import io.election4j.spi.ElectionRecord;

/** What follows if the store says something that cannot have followed what it said before. */
final class Regressions {

  private final ClaimQuarantine quarantine;
  private final StepBuilder step;

  Regressions(ClaimQuarantine quarantine, StepBuilder step) {
    this.quarantine = quarantine;
    this.step = step;
  }

  /** This was read of an election, or is what we wrote, and is newer than what is known. */
  void read(ElectionState state, ElectionRecord record, ClockReading now) {
    boolean contradicted = state.contradictedBy(record);
    if (contradicted) {
      String how = "back at term " + record.term() + " after " + state.highestTerm;
      doubt(state, record.term() > state.highestTerm ? "of another history" : how, now);
    }
    // Whoever has a higher term in the same store has followed us, however it was.
    if (state.elsewhere || contradicted && record.term() <= state.highestTerm) {
      forgotten(state, record);
    }
    state.elsewhere = false;
  }

  /** An election is not in the store any more. */
  void gone(ElectionState state, ElectionRecord none, ClockReading now) {
    doubt(state, "gone from the store", now);
    forgotten(state, none);
    state.recordIs(none, step::say);
    state.elsewhere = false;
  }

  /** Another store has gone nowhere: it was told of already. */
  private void doubt(ElectionState state, String how, ClockReading now) {
    if (!state.elsewhere) {
      step.say(new EngineEvent.StoreRegressed("election '" + state.election + "' is " + how));
    }
    quarantine.doubt(state, now);
  }

  private void forgotten(ElectionState state, ElectionRecord record) {
    Reason why = state.elsewhere ? Reason.STORE_REPLACED : Reason.STORE_REGRESSED;
    state.forgotten(record, why, step::say);
  }
}
