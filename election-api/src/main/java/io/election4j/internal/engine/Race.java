package io.election4j.internal.engine;

import io.election4j.spi.ElectionRecord;

/** Which vacancies are raced for, as all who are there have just heard of them, and who waits. */
record Race(Eligibility eligibility, Poller poller, Crowd crowd) {

  private boolean about(Entry entry) {
    return entry.record != null && eligibility.races(entry.record, poller.pushed());
  }

  /** Returns whether it is not known yet who else wants this. */
  boolean undecided(Entry entry, ClockReading now) {
    return about(entry) && !crowd.looked(now);
  }

  /** Returns whether others go first; decided once for every vacancy. */
  boolean givesWay(Entry entry) {
    ElectionRecord vacancy = entry.record;
    return vacancy != null
        && about(entry)
        && eligibility.givesWay(entry, vacancy, crowd.turn(vacancy, entry.formerHolder));
  }

  /** Looks who else wants one of these, while we cannot claim it yet. */
  void lookAround(Iterable<Entry> wanted, ClockReading now) {
    for (Entry entry : wanted) {
      if (about(entry)) {
        crowd.look(now);
        return;
      }
    }
  }
}
