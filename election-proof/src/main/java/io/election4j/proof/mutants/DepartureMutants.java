package io.election4j.proof.mutants;

import java.util.List;

/** How a leader is moved, what it publishes, and who is listed. */
final class DepartureMutants {

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "request-ignored",
              "Nobody can make a leader hand over but by killing it: fabric8 #4477.",
              departures(
                  "if (request == null) {", "if (request == null || request.by() != null) {")),
          Mutant.of(
              "drain-unbounded",
              "Work that does not stop keeps a leader that steps down leading for ever.",
              Edit.engine(
                  "ElectionState",
                  "public Role overdue(Consumer<EngineEvent> say) { return led.revoke(why, say);",
                  "public Role overdue(Consumer<EngineEvent> say) { return this;")),
          Mutant.of(
              "unfit-elected",
              "Who is not to stand any more leads what it has just claimed: client-go starts"
                  + " to lead while it shuts down, KEP-5366.",
              Edit.engine("WriteScheduler", "&& table.stands(state)", "&& state.candidate")),
          Mutant.of(
              "unfit-claims",
              "Who is not to stand, or is to lead nothing any more, claims all the same.",
              Edit.engine(
                  "Eligibility",
                  "return state.candidate && whyNot(state) == null;",
                  "return state.candidate;")),
          Mutant.of(
              "vacated-while-published",
              "A record is vacated while a publication of it is under way.",
              Edit.engine("ElectionTable", "|| publications.underWay(state.election)", "")),
          Mutant.of(
              "published-after-leaving",
              "Who does not lead any more still speaks for the leader.",
              Edit.engine(
                  "Reconciler",
                  "if (state.leading() != null && state.publication != null) {",
                  "if (state.record != null && state.publication != null) {")),
          Mutant.of(
              "purged-at-once",
              "An ended lease is deleted as soon as it is seen, though a copy of its opening may be"
                  + " under way.",
              participants("ttl.toNanos() * PURGED_AFTER", "ttl.toNanos()")),
          Mutant.of(
              "purged-newest-too",
              "All leases that have ended are deleted where there are many, those that ended last"
                  + " included.",
              participants("i < ended.size() - KEPT", "ended.size() > KEPT")),
          Mutant.of(
              "listed-lease-fenced-early",
              "A lease found in a list is fenced though it was seen to be renewed.",
              participants(
                  "now.reached(sameNanos + ttl().toNanos())",
                  "now.reached(sameNanos + ttl().toNanos() / 3)")));

  private DepartureMutants() {}

  private static Edit departures(String before, String after) {
    return Edit.engine("Eligibility", before, after);
  }

  private static Edit participants(String before, String after) {
    return Edit.engine("Membership", before, after);
  }
}
