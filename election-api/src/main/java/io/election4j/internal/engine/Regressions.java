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
  void read(Entry entry, ElectionRecord record, ClockReading now) {
    boolean contradicted = entry.contradictedBy(record);
    if (contradicted) {
      String how = "back at term " + record.term() + " after " + entry.highestTerm;
      doubt(entry, record.term() > entry.highestTerm ? "of another history" : how, now);
    }
    // Whoever has a higher term in the same store has followed us, however it was.
    if (entry.elsewhere || contradicted && record.term() <= entry.highestTerm) {
      forgotten(entry, record);
    }
    entry.elsewhere = false;
  }

  /** An election is not in the store any more. */
  void gone(Entry entry, ElectionRecord none, ClockReading now) {
    doubt(entry, "gone from the store", now);
    forgotten(entry, none);
    entry.office = entry.office.recordIs(none, step::say);
    entry.elsewhere = false;
  }

  /** Another store has gone nowhere: it was told of already. */
  private void doubt(Entry entry, String how, ClockReading now) {
    if (!entry.elsewhere) {
      step.say(new EngineEvent.StoreRegressed("election '" + entry.election + "' is " + how));
    }
    quarantine.doubt(entry, now);
  }

  private void forgotten(Entry entry, ElectionRecord record) {
    Reason why = entry.elsewhere ? Reason.STORE_REPLACED : Reason.STORE_REGRESSED;
    entry.office = entry.office.forgotten(record, why, step::say);
  }
}
