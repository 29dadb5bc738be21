package io.election4j.proof.mutants;

import java.util.List;

/** What a hint that something may have changed is taken for. */
final class BellMutants {

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "bell-believed",
              "A ring counts as proof that the leases of others have ended, as if a lock that is"
                  + " free proved that its owner is gone: hashicorp/vault #8203.",
              Edit.engine(
                  "Engine",
                  "poller.rung();",
                  "poller.rung(); table.consider(watchedLeases.rung(step), step);"),
              Edit.engine(
                  "WatchedLeases",
                  "/** Returns the longest ttl of any lease watched. */",
                  """
                  Set<String> rung(Step.Builder step) {
                    Set<String> freed = new LinkedHashSet<>();
                    watchedLeases.values().forEach(rival -> freed.addAll(end(rival, step)));
                    return freed;
                  }

                  /** Returns the longest ttl of any lease watched. */
                  """)),
          Mutant.of(
              "bell-waited-for",
              "Whoever has heard a bell once looks only when it rings, though rings get lost.",
              Edit.engine("Poller", "rung = true;", "rung = true; waits = true;"),
              Edit.engine(
                  "Poller",
                  "private boolean rung;",
                  "private boolean rung; private boolean waits;"),
              Edit.engine(
                  "Poller",
                  "long dueNanos = dueNanos();",
                  """
                  if (waits && !rung && now.reached(nextPollNanos)) {
                    nextPollNanos = nextBeat(now);
                  }
                  long dueNanos = dueNanos();
                  """)));

  private BellMutants() {}
}
