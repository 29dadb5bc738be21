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
                  "if (state == null || by == null) {",
                  """
                  ElectionRecord late = won.get(election);
                  if (state != null && state.following() && !state.working() && late != null) {
                    won(state, late.holder(), late, reply.number(), step);
                    continue;
                  }
                  if (state == null || by == null) {
                  """),
              state("&& won.namedBy(newest)", ""),
              state("&& won.term() >= highestTerm", "")),
          Mutant.of(
              "unknown-claim-won",
              "A claim whose outcome is unknown counts as won: callbacks before the write is"
                  + " certain, as in fabric8 #7350.",
              writer(
                  "ElectionRecord record = won.get(election);",
                  """
                  ElectionRecord record = won.get(election);
                  if (record == null && reply.failure() != null && state.record != null) {
                    Lease mine = own.claiming(by, false);
                    record =
                        new ElectionRecord(
                            election,
                            state.highestTerm + 1,
                            state.record.revision() + 1,
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
                  "ElectionTable",
                  "Reconciler.Wanted wanted = wanted(state, step.now());",
                  """
                  ElectionRecord record = state.record;
                  ElectionState.LedTerm led =
                      record == null || !ours
                          ? null
                          : new ElectionState.LedTerm(
                              state.election, record.term(), record.holder());
                  if (led != null
                      && state.candidate
                      && state.following()
                      && !state.working()
                      && state.canLead(led)) {
                    state.leads(led);
                    step.say(
                        new EngineEvent.Elected(record, record.holder(), null, Duration.ZERO));
                  }
                  Reconciler.Wanted wanted = wanted(state, step.now());
                  """)),
          Mutant.of(
              "ghost-kept",
              "A record that names this process though it does not lead is left alone: the stale"
                  + " nodes of Curator, CURATOR-620 and others.",
              decisions(
                  "if (ours(state)) {",
                  "if (ours(state)) { if (state.record != null) { return Wanted.WAIT; }")),
          Mutant.of(
              "claim-while-working",
              "An election is claimed anew while its former work has not stopped: Cilium #42920.",
              decisions(
                  "if (!state.following() || state.working()) {", "if (!state.following()) {")),
          Mutant.of(
              "regression-accepted",
              "A store that went backwards is believed: terms start again below those seen.",
              state(
                  """
                  return rewritten || later.term() < known.term()
                      || later.revision() < known.revision();
                  """,
                  "return rewritten && !rewritten;"),
              state("r == null || r.term() >= highestTerm", "r == null || r.term() >= 0"),
              decisions("record.term() < state.highestTerm", "record.term() < 0"),
              state("&& won.term() >= highestTerm", ""),
              state("&& won.term() > lastLed", "")));

  private ClaimMutants() {}

  private static Edit state(String before, String after) {
    return Edit.engine("ElectionState", before, after);
  }

  private static Edit writer(String before, String after) {
    return Edit.engine("WriteScheduler", before, after);
  }

  private static Edit decisions(String before, String after) {
    return Edit.engine("Reconciler", before, after);
  }
}
