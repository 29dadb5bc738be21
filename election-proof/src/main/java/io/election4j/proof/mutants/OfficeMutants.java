package io.election4j.proof.mutants;

import java.util.List;

/** How an office is left. */
final class OfficeMutants {

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "release-before-drain",
              "A record is vacated while the work has not stopped: Cilium #42920, client-go's"
                  + " ReleaseOnCancel.",
              Edit.engine(
                  "Office",
                  "return new Draining(tenure, reason);",
                  "return new Vacating(tenure, reason, 0);")),
          Mutant.of(
              "revocation-untold",
              "The lease is lost and nobody is told: Kubernetes #23731, contrib #690.",
              Edit.engine(
                  "ElectionTable",
                  "e.office.leaseLost(lost, reason, step::say)",
                  "e.office.leaseLost(lost, reason, event -> {})")),
          Mutant.of(
              "superseded-unnoticed",
              "A leader does not mind that the record names somebody else: Spring Integration"
                  + " INT-4246.",
              Edit.engine(
                  "Office",
                  """
                  record Leading(Tenure tenure) implements Office {

                    @Override
                    public Office recordIs(ElectionRecord record, Consumer<EngineEvent> say) {
                      return tenure.namedBy(record) ? this
                  """,
                  """
                  record Leading(Tenure tenure) implements Office {

                    @Override
                    public Office recordIs(ElectionRecord record, Consumer<EngineEvent> say) {
                      return record.term() >= 0 ? this
                  """),
              Edit.engine(
                  "Regressions",
                  "entry.office = entry.office.forgotten(record, why, step::say);",
                  "")));

  private OfficeMutants() {}
}
