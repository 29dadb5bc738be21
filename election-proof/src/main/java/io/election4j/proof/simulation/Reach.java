package io.election4j.proof.simulation;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How often each fault happened, and which operations it met in which phase. */
final class Reach {

  /** Where an operation is when a fault meets it. */
  enum Phase {
    /** Decided upon, not yet handed over. */
    BEFORE_SEND,
    /** On its way to the store. */
    SENT,
    /** Applied, and its answer on its way. */
    APPLIED,
    /** Given up by who sent it, and answered all the same. */
    LATE;

    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final int FAULTS = Fault.values().length;
  private static final int OPERATIONS = Operation.values().length;
  private static final int PHASES = Phase.values().length;

  private final long[] happened = new long[FAULTS];
  private final long[] met = new long[FAULTS * OPERATIONS * PHASES];

  void happened(Fault fault) {
    happened[fault.ordinal()]++;
  }

  void met(Fault fault, Operation operation, Phase phase) {
    met[index(fault, operation, phase)]++;
  }

  void plus(Reach more) {
    for (int i = 0; i < happened.length; i++) {
      happened[i] += more.happened[i];
    }
    for (int i = 0; i < met.length; i++) {
      met[i] += more.met[i];
    }
  }

  long times(Fault fault) {
    return happened[fault.ordinal()];
  }

  long times(Fault fault, Operation operation, Phase phase) {
    return met[index(fault, operation, phase)];
  }

  private static int index(Fault fault, Operation operation, Phase phase) {
    return (fault.ordinal() * OPERATIONS + operation.ordinal()) * PHASES + phase.ordinal();
  }

  /** Returns how often each fault happened, by its name. */
  Map<String, Long> byName() {
    Map<String, Long> byName = new TreeMap<>();
    for (Fault fault : Fault.values()) {
      byName.put(fault.text(), times(fault));
    }
    return byName;
  }

  /** Returns a line for each fault and phase, with a column for each operation. */
  String table() {
    StringBuilder table = new StringBuilder(String.format("%-32s", "fault, phase"));
    for (Operation operation : Operation.values()) {
      table.append(String.format("%10s", operation.text()));
    }
    for (Fault fault : Fault.values()) {
      for (Phase phase : Phase.values()) {
        table.append(String.format("%n%-32s", fault.text() + ", " + phase.text()));
        for (Operation operation : Operation.values()) {
          table.append(String.format("%10d", times(fault, operation, phase)));
        }
      }
    }
    return table.toString();
  }
}
