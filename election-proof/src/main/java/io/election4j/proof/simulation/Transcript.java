package io.election4j.proof.simulation;

import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.Supplier;

/** What happened, for people: the last lines of it, and a digest of all. */
final class Transcript {

  private final int most;
  private final Deque<String> lines = new ArrayDeque<>();
  private long digest;

  private Transcript(int most) {
    this.most = most;
  }

  /** Returns one that writes nothing. */
  static Transcript unwanted() {
    return new Transcript(0);
  }

  /** Returns one that keeps so many lines. */
  static Transcript ofLines(int most) {
    return new Transcript(most);
  }

  void step(long now, SimulatedProcess process, Input input, Step step) {
    boolean quiet = step.actions().isEmpty() && step.events().isEmpty();
    if (most > 0 && !(quiet && input instanceof Input.Tick)) {
      add(now, process + " <- " + input);
      step.events().forEach(signal -> add(now, process + "    " + signal));
      step.actions().forEach(action -> add(now, process + " -> " + action));
    }
  }

  void applied(long now, SimulatedProcess process, Input.Reply reply) {
    if (most > 0 && !(reply instanceof Input.Observed)) {
      add(now, "store answers " + process + " " + reply);
    }
  }

  void happens(long now, Supplier<String> what) {
    if (most > 0) {
      add(now, "** " + what.get());
    }
  }

  private void add(long now, String line) {
    String text = String.format(Locale.ROOT, "%9.3f  %s", now / 1e9, line);
    digest = 31 * digest + text.hashCode();
    lines.add(text);
    if (lines.size() > most) {
      lines.remove();
    }
  }

  /** Returns the last lines. */
  String text() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(shortened(line)).append('\n'));
    return text.toString();
  }

  /** Returns a number that is the same for the same transcript, lines not kept included. */
  long digest() {
    return digest;
  }

  private static String shortened(String line) {
    return line.replaceAll("-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "")
        .replaceAll("LeaseId\\[value=([0-9a-f]+)]", "$1")
        .replaceAll("Candidate\\[name=(\\w+), attributes=\\{}, priority=0]", "$1")
        .replaceAll("io.election4j.spi.StoreException: ", "");
  }
}
