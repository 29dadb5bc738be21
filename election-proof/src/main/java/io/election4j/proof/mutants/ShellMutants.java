package io.election4j.proof.mutants;

import java.util.List;

/** What users are told; found where whole processes are simulated. */
final class ShellMutants {

  static final List<Mutant> ALL =
      List.of(
          Mutant.ofShell(
              "elected-before-state",
              "Whoever is told that it leads, and looks, does not see it yet.",
              state(
                  "leadership = won; tell(new Elected(name, won));",
                  "tell(new Elected(name, won)); leadership = won;")),
          Mutant.ofShell(
              "revoked-before-state",
              "Whoever is told that its term is over, and looks, still sees it valid: Curator's"
                  + " races of callbacks.",
              state(
                  """
                  endLeadership();
                  leadership = null;
                  works.stop();
                  tell(new Revoked(name, revoked.term(), revoked.reason(), revoked.newerTerm()));
                  """,
                  """
                  tell(new Revoked(name, revoked.term(), revoked.reason(), revoked.newerTerm()));
                  endLeadership();
                  leadership = null;
                  works.stop();
                  """)),
          Mutant.ofShell(
              "work-outlives-term",
              "Work that was asked to stop counts as stopped.",
              new Edit(
                  "io/election4j/internal/WorkRegistry.java",
                  "stopping && running.isEmpty() && current != null",
                  "stopping && current != null")));

  private ShellMutants() {}

  private static Edit state(String before, String after) {
    return new Edit("io/election4j/internal/ElectionView.java", before, after);
  }
}
