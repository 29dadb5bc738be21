package io.election4j.proof.mutants;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** All mutants of the protocol. */
final class Mutants {

  private static final List<Mutant> ALL =
      Stream.of(
              LeaseMutants.ALL,
              RivalMutants.ALL,
              BellMutants.ALL,
              ClaimMutants.ALL,
              RoleMutants.ALL,
              DepartureMutants.ALL,
              StoreMutants.ALL,
              ShellMutants.ALL)
          .flatMap(List::stream)
          .toList();

  private Mutants() {}

  static List<Mutant> all() {
    return ALL;
  }

  /**
   * Returns those of these names; all of them if there are none.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static List<Mutant> named(Collection<String> names) {
    return names.isEmpty() ? ALL : names.stream().map(Mutants::named).toList();
  }

  private static Mutant named(String name) {
    return ALL.stream()
        .filter(mutant -> mutant.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no mutant '"
                        + name
                        + "'; there are "
                        + ALL.stream().map(Mutant::name).toList()));
  }
}
