package io.election4j.proof.oracle;

import static io.election4j.proof.oracle.Oracle.check;

import io.election4j.internal.engine.Input;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Where one incarnation of a process must not stand: nobody leads who is kept from it. */
final class Gates {

  private final Subject process;
  private final Map<String, Set<Input.Gate>> closed = new HashMap<>();
  private boolean draining;

  Gates(Subject process) {
    this.process = process;
  }

  /**
   * The engine was given this.
   *
   * @param joined whether somebody takes part in the election that it is about
   */
  void input(Input input, boolean joined) {
    if (input instanceof Input.Drain drain) {
      draining = drain.draining();
    } else if (input instanceof Input.Admit admit && joined) {
      Set<Input.Gate> gates =
          closed.computeIfAbsent(admit.election(), e -> EnumSet.noneOf(Input.Gate.class));
      if (admit.open()) {
        gates.remove(admit.gate());
      } else {
        gates.add(admit.gate());
      }
    }
  }

  void left(String election) {
    closed.remove(election);
  }

  void stands(String election) {
    boolean open = closed.getOrDefault(election, Set.of()).isEmpty();
    check(
        open && !draining,
        "admission",
        () -> process + " stands in " + election + " and is kept from it");
  }
}
