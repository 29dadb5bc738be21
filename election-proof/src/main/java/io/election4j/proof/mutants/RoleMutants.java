package io.election4j.proof.mutants;

import java.util.List;

/** How a leadership ends. */
final class RoleMutants {

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "release-before-drain",
              "A record is vacated while the work has not stopped: Cilium #42920, client-go's"
                  + " ReleaseOnCancel.",
              Edit.engine(
                  "ElectionState",
                  "return new Stopping(led, reason);",
                  "return new Vacating(led, reason, 0);")),
          Mutant.of(
              "revocation-untold",
              "The lease is lost and nobody is told: Kubernetes #23731, contrib #690.",
              Edit.engine(
                  "ElectionTable",
                  "e.leaseLost(lost, reason, step::say)",
                  "e.leaseLost(lost, reason, event -> {})")),
          Mutant.of(
              "superseded-unnoticed",
              "A leader does not mind that the record names somebody else: Spring Integration"
                  + " INT-4246.",
              Edit.engine(
                  "ElectionState",
                  "return led().namedBy(record) ? this : led().superseded(record, say);",
                  "return record.term() >= 0 ? this : led().superseded(record, say);"),
              Edit.engine("ClaimQuarantine", "state.forgotten(record, why, step::say);", "")));

  private RoleMutants() {}
}
