package io.election4j.proof.mutants;

import java.util.List;

/** What follows from the answer to a claim. */
final class ClaimMutants {

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "stale-claim-answer",
              "The answer to an earlier claim makes a leader: Curator's callbacks of an old"
                  + " session.",
              Edit.engine(
                  "Engine",
                  "outstanding.remove(reply.number());",
                  "reply instanceof Input.Written ? outstanding.get(reply.number()) :"
                      + " outstanding.remove(reply.number());"),
              writer(
                  "for (String election : claimed) {",
                  """
                  Set<String> elections = new java.util.LinkedHashSet<>(claimed);
                  elections.addAll(won.keySet());
                  for (String election : elections) {
                  """),
              writer(
                  "if (entry == null || !(entry.office instanceof Office.Claiming claiming)) {",
                  """
                  ElectionRecord late = won.get(election);
                  if (entry != null && entry.following() && !entry.working() && late != null) {
                    won(entry, late.holder(), late, reply.number(), now);
                    continue;
                  }
                  if (entry == null || !(entry.office instanceof Office.Claiming claiming)) {
                  """),
              writer("&& tenure.namedBy(newest)", ""),
              writer("&& record.term() >= entry.highestTerm", "")),
          Mutant.of(
              "unknown-claim-won",
              "A claim whose outcome is unknown counts as won: callbacks before the write is"
                  + " certain, as in fabric8 #7350.",
              writer(
                  "ElectionRecord record = won.get(election);",
                  """
                  ElectionRecord record = won.get(election);
                  if (record == null && reply.failure() != null && entry.record != null) {
                    Lease mine = lease.claiming(claiming.lease(), false);
                    record =
                        new ElectionRecord(
                            election,
                            entry.highestTerm + 1,
                            entry.record.revision() + 1,
                            mine.id(),
                            mine.ttl(),
                            mine.candidate(),
                            "");
                  }
                  """)),
          Mutant.of(
              "led-by-name",
              "Whoever reads itself as the holder leads, answered or not: fabric8 #7350.",
              Edit.engine(
                  "Reconciler",
                  "ElectionRecord record = entry.record; if (record == null) {",
                  """
                  ElectionRecord record = entry.record;
                  if (record != null
                      && ours(entry)
                      && entry.candidate
                      && record.term() > entry.lastLed) {
                    entry.office =
                        new Office.Leading(
                            new Office.Tenure(entry.election, record.term(), record.holder()));
                    entry.lastLed = record.term();
                    entry.workTerm = record.term();
                    entry.workLease = record.holder();
                    step.say(
                        new EngineEvent.Elected(record, record.holder(), null, Duration.ZERO));
                    return Wanted.WAIT;
                  }
                  if (record == null) {
                  """)),
          Mutant.of(
              "ghost-kept",
              "A record that names this process though it does not lead is left alone: the stale"
                  + " nodes of Curator, CURATOR-620 and others.",
              decisions(
                  "return ours(entry) ? wantedOfOurs(entry, record)",
                  "return ours(entry) ? Wanted.WAIT")),
          Mutant.of(
              "claim-while-working",
              "An election is claimed anew while its former work has not stopped: Cilium #42920.",
              decisions(
                  "if (!entry.following() || entry.working()) {", "if (!entry.following()) {")),
          Mutant.of(
              "regression-accepted",
              "A store that went backwards is believed: terms start again below those seen.",
              Edit.engine(
                  "Entry",
                  """
                  return rewritten || later.term() < known.term()
                      || later.revision() < known.revision();
                  """,
                  "return rewritten && !rewritten;"),
              Edit.engine(
                  "Entry", "r == null || r.term() >= highestTerm", "r == null || r.term() >= 0"),
              decisions("record.term() < entry.highestTerm", "record.term() < 0"),
              writer("&& record.term() >= entry.highestTerm", ""),
              writer("&& record.term() > entry.lastLed", "")));

  private ClaimMutants() {}

  private static Edit writer(String before, String after) {
    return Edit.engine("WriteScheduler", before, after);
  }

  private static Edit decisions(String before, String after) {
    return Edit.engine("Reconciler", before, after);
  }
}
