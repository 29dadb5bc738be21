package io.election4j.internal.engine;

import io.election4j.ElectionEvent.Reason;
import io.election4j.spi.ElectionRecord;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What follows if the store says something that cannot have followed what it said before, or is
 * another one: a lease may be alive there that nobody has seen, so that elections must not be
 * claimed for a while.
 */
final class ClaimQuarantine implements StateKey.Part {

  private final Duration shortest;
  private final ElectionTimers single = new ElectionTimers();

  /** The stores that have answered since the doubt about all began. */
  private final Set<String> met = new HashSet<>();

  private boolean all;
  private long allUntilNanos;

  /**
   * Creates no doubts.
   *
   * @param shortest how long a doubt lasts at least
   */
  ClaimQuarantine(Duration shortest) {
    this.shortest = shortest;
  }

  boolean about(ElectionState state) {
    return all || single.about(state);
  }

  /** This was read of an election, or is what we wrote, and is newer than what is known. */
  void read(ElectionState state, ElectionRecord record, Step.Builder step) {
    boolean contradicted = state.contradictedBy(record);
    if (contradicted) {
      String how = "back at term " + record.term() + " after " + state.highestTerm;
      doubt(state, record.term() > state.highestTerm ? "of another history" : how, step);
    }
    // Whoever has a higher term in the same store has followed us, however it was.
    if (state.elsewhere || contradicted && record.term() <= state.highestTerm) {
      forgotten(state, record, step);
    }
    state.elsewhere = false;
  }

  /** An election is not in the store any more. */
  void gone(ElectionState state, ElectionRecord none, Step.Builder step) {
    doubt(state, "gone from the store", step);
    forgotten(state, none, step);
    state.recordIs(none, step::say);
    state.elsewhere = false;
  }

  /** Another store has gone nowhere: it was told of already. */
  private void doubt(ElectionState state, String how, Step.Builder step) {
    if (!state.elsewhere) {
      step.say(new EngineEvent.StoreRegressed("election '" + state.election + "' is " + how));
    }
    single.until(state, step.now().plus(shortest));
  }

  private void forgotten(ElectionState state, ElectionRecord record, Step.Builder step) {
    Reason why = state.elsewhere ? Reason.STORE_REPLACED : Reason.STORE_REGRESSED;
    state.forgotten(record, why, step::say);
  }

  /** This election is left; should it be joined again, that is another state. */
  void forget(ElectionState state) {
    single.forget(state);
  }

  /**
   * Another store answers; returns whether that is news, and not one of several that answer by
   * turns.
   */
  boolean replaced(String former, String present) {
    if (!all) {
      met.clear();
    }
    met.add(former);
    return met.add(present);
  }

  void doubtAll(Duration longestTtl, ClockReading now) {
    all = true;
    allUntilNanos = now.plus(longestTtl.compareTo(shortest) > 0 ? longestTtl : shortest);
  }

  /** Returns whether the doubt about all has just ended. */
  boolean allEnded(Step.Builder step) {
    if (!all) {
      return false;
    }
    all = !step.now().reached(allUntilNanos);
    if (all) {
      step.wakeAt(allUntilNanos);
    }
    return !all;
  }

  /** Returns the elections whose doubt has just ended. */
  List<ElectionState> ended(Step.Builder step) {
    return single.ended(step);
  }

  @Override
  public void addTo(StateKey key) {
    key.add(single, met, all);
    key.nanos(allUntilNanos);
  }
}
