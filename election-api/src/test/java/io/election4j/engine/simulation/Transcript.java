package io.election4j.engine.simulation;

import io.election4j.engine.Input;
import io.election4j.engine.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Supplier;

/** The last lines of what happened, for people. Writes nothing unless it is wanted. */
final class Transcript {

  private static final int MOST = Integer.getInteger("simulation.lines", 250);

  private final boolean wanted;
  private final Deque<String> lines = new ArrayDeque<>();

  Transcript(boolean wanted) {
    this.wanted = wanted;
  }

  void step(long now, SimulatedProcess process, Input input, Step step) {
    boolean quiet = step.actions().isEmpty() && step.signals().isEmpty();
    if (wanted && !(quiet && input instanceof Input.Tick)) {
      add(now, process + " <- " + input);
      step.signals().forEach(signal -> add(now, process + "    " + signal));
      step.actions().forEach(action -> add(now, process + " -> " + action));
    }
  }

  void applied(long now, SimulatedProcess process, Input.Reply reply) {
    if (wanted && !(reply instanceof Input.Observed)) {
      add(now, "store answers " + process + " " + reply);
    }
  }

  void happens(long now, Supplier<String> what) {
    if (wanted) {
      add(now, "** " + what.get());
    }
  }

  private void add(long now, String line) {
    lines.add(String.format(Locale.ROOT, "%9.3f  %s", now / 1e9, shortened(line)));
    if (lines.size() > MOST) {
      lines.remove();
    }
  }

  private static String shortened(String line) {
    return line.replaceAll("-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "")
        .replaceAll("LeaseId\\[value=([0-9a-f]+)]", "$1")
        .replaceAll("Candidate\\[name=(\\w+), attributes=\\{}, priority=0]", "$1")
        .replaceAll("io.election4j.spi.StoreException: ", "");
  }

  String tail() {
    return String.join("\n", lines);
  }
}
