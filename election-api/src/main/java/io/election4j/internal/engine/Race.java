package io.election4j.internal.engine;

import io.election4j.spi.ElectionRecord;

/** Which vacancies are raced for, as all who are there have just heard of them, and who waits. */
record Race(Eligibility eligibility, Poller poller, Crowd crowd) {

  private boolean about(ElectionState state) {
    return state.record != null && eligibility.races(state.record, poller.pushed());
  }

  /** Returns whether it is not known yet who else wants this. */
  boolean undecided(ElectionState state, ClockReading now) {
    return about(state) && !crowd.looked(now);
  }

  /** Returns whether others go first; decided once for every vacancy. */
  boolean givesWay(ElectionState state) {
    ElectionRecord vacancy = state.record;
    return vacancy != null
        && about(state)
        && eligibility.givesWay(state, vacancy, crowd.turn(vacancy, state.formerHolder));
  }

  /** Looks who else wants one of these, while we cannot claim it yet. */
  void lookAround(Iterable<ElectionState> wanted, ClockReading now) {
    for (ElectionState state : wanted) {
      if (about(state)) {
        crowd.look(now);
        return;
      }
    }
  }
}
