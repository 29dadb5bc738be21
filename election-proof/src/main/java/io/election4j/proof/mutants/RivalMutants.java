package io.election4j.proof.mutants;

import java.util.List;

/** When a rival's lease counts as over. */
final class RivalMutants {

  private static final Edit LONG_AGO =
      rivals("now.nanos() - rival.shownNanos < span.toNanos()", "rival.shownNanos != 0");

  private static final Edit FOR_EVER =
      rivals("return rival.ended ? revive(rival, step) : Set.of();", "return Set.of();");

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "timer-from-send",
              "A rival's silence is counted from when the read was sent, not from its answer.",
              Edit.engine(
                  "Poller",
                  "nextPollNanos = nextBeat(now);",
                  "nextPollNanos = nextBeat(now); watchedLeases.sent = now;"),
              rivals(
                  "private Set<String> observed(Rival",
                  "ClockReading sent; private Set<String> observed(Rival"),
              rivals(
                  "rival.silentSinceNanos = step.now().nanos();",
                  "rival.silentSinceNanos = sent.nanos();")),
          Mutant.of(
              "own-ttl",
              "A follower waits for as long as its own setting says, not the record's: fabric8"
                  + " #7160.",
              Edit.engine(
                  "Reconciler",
                  "watchedLeases.holds(record.holder(), state.election, record.ttl())",
                  "watchedLeases.holds(record.holder(), state.election,"
                      + " own.claiming(record.holder(), false).ttl())"),
              rivals("rival.ttl = longer(rival.ttl, lease.ttl());", "")),
          Mutant.of(
              "claim-without-fence",
              "Whoever saw a rival silent for long enough claims at once, without a fence.",
              rivals(
                  """
                  long version = rival.version;
                  rival.fence = step.act(number -> new StoreRequest.Fence(number, id, version));
                  """,
                  "end(rival, step);"),
              LONG_AGO,
              FOR_EVER,
              considerAll()),
          Mutant.of(
              "unsure-fence",
              "A fence that was refused or whose outcome is unknown counts as done.",
              rivals(
                  "reply.failure() == null && reply.applied() && rival.version != UNSEEN",
                  "rival.version != UNSEEN")),
          Mutant.of(
              "wall-clock-timer",
              "A rival's silence is measured on the wall clock, which can be set: Curator's"
                  + " connection state manager.",
              rivals(
                  "rival.silentSinceNanos = step.now().nanos();",
                  "rival.silentSinceNanos = step.now().wallMillis() * 1_000_000;"),
              rivals(
                  "if (step.now().reached(rival.dueNanos())) {",
                  "if (step.now().wallMillis() * 1_000_000 - rival.dueNanos() >= 0) {"),
              rivals(
                  "step.wakeAt(rival.dueNanos());",
                  "step.wakeAt(step.now().nanos() + 100_000_000);")),
          Mutant.of(
              "wall-clocks-compared",
              "Leaders write when they renewed, and followers compare that with their own wall"
                  + " clock: fabric8, Spring's DefaultLockRepository, ShedLock on MongoDB.",
              Edit.engine(
                  "OwnLease",
                  "private record Sent(",
                  """
                  /** The column of the time of renewal. */
                  static final Map<LeaseId, Long> RENEWED =
                      new java.util.concurrent.ConcurrentHashMap<>();

                  private record Sent(
                  """),
              Edit.engine(
                  "OwnLease",
                  "renewals.put(number, new Sent(held.id, now));",
                  "renewals.put(number, new Sent(held.id, now));"
                      + " RENEWED.put(held.id, now.wallMillis());"),
              rivals(
                  "if (step.now().reached(rival.dueNanos())) {",
                  """
                  Long renewed = OwnLease.RENEWED.get(id);
                  if (renewed == null
                      ? step.now().reached(rival.dueNanos())
                      : step.now().wallMillis() - renewed >= rival.ttl.toMillis()) {
                  """)),
          Mutant.of(
              "absent-at-once",
              "A lease that a record names and the store does not hold is fenced at first sight.",
              rivals(
                  "return silentSinceNanos + ttl.toNanos();",
                  "return silentSinceNanos + (version == ABSENT ? 0 : ttl.toNanos());")),
          Mutant.of(
              "ended-long-ago",
              "What was seen to be ended is claimed from however long ago that was.",
              LONG_AGO),
          Mutant.of(
              "ended-for-ever",
              "A lease that ended once counts as ended, though a store that lost that shows it"
                  + " alive.",
              FOR_EVER),
          Mutant.of(
              "another-store-trusted",
              "Another store is believed at once, what was seen of the one before included.",
              Edit.engine(
                  "Poller",
                  "identity != null && !identity.equals(observation.identity())",
                  "identity != null && identity.isEmpty()")));

  private RivalMutants() {}

  private static Edit rivals(String before, String after) {
    return Edit.engine("WatchedLeases", before, after);
  }

  private static Edit considerAll() {
    return Edit.engine(
        "Engine",
        "watchedLeases.plan(step);",
        "watchedLeases.plan(step); table.considerAll(step);");
  }
}
