package io.election4j.proof.simulation;

import io.election4j.internal.engine.Input;
import io.election4j.proof.simulation.Mishaps.Mishap;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What befalls the line between one process and the store. */
final class LineMishaps {

  private static final List<Fault> CUTS =
      List.of(Fault.PARTITION, Fault.CUT_REQUESTS, Fault.CUT_ANSWERS);

  /** What keeps a process from renewing and from nothing else. */
  static final List<Fault> SICK = List.of(Fault.RENEWALS_FAIL, Fault.RENEWALS_CEASE);

  private final Simulation world;
  private final Mishaps mishaps;
  private final long lease;

  LineMishaps(Simulation world, Mishaps mishaps) {
    this.world = world;
    this.mishaps = mishaps;
    this.lease = world.settings().longestLease();
  }

  Map<Fault, Mishap> kinds() {
    Map<Fault, Mishap> kinds = new EnumMap<>(Fault.class);
    CUTS.forEach(cut -> kinds.put(cut, dice -> lasting(cut, 3 * lease, dice)));
    SICK.forEach(sick -> kinds.put(sick, dice -> lasting(sick, 30 * lease, dice)));
    kinds.put(Fault.FLAPPING, this::flapping);
    kinds.put(Fault.SLOW_READS, dice -> lasting(Fault.SLOW_READS, 5 * lease, dice));
    kinds.put(Fault.STALLED_READS, dice -> lasting(Fault.STALLED_READS, 8 * lease, dice));
    kinds.put(Fault.SLOW_ANSWERS, this::slowAnswers);
    kinds.put(Fault.PUSH_BREAK, this::pushBreaks);
    return kinds;
  }

  private void lasting(Fault fault, long most, Dice dice) {
    SimulatedProcess process = mishaps.anyone(dice);
    mishaps.tell(fault, process);
    lasting(process, fault, dice.skewed(most));
  }

  private void lasting(SimulatedProcess process, Fault fault, long span) {
    process.line().begin(fault);
    mishaps.after(span, () -> process.line().end(fault));
  }

  private void flapping(Dice dice) {
    SimulatedProcess process = mishaps.anyone(dice);
    mishaps.tell(Fault.FLAPPING, process);
    process.line().strike(Fault.FLAPPING);
    int times = 2 + dice.below(10);
    for (int i = 0; i < times; i++) {
      Fault cut = dice.oneOf(CUTS);
      long span = dice.skewed(lease);
      mishaps.after(i * lease / 3, () -> lasting(process, cut, span));
    }
    lasting(process, Fault.FLAPPING, times * lease / 3);
  }

  /** After that nothing arrives at all, when the answers that came last count from long ago. */
  private void slowAnswers(Dice dice) {
    SimulatedProcess process = mishaps.anyone(dice);
    mishaps.tell(Fault.SLOW_ANSWERS, process);
    long span = mishaps.aWhile(dice);
    lasting(process, Fault.SLOW_ANSWERS, span);
    Fault cut = dice.oneOf(CUTS);
    long then = mishaps.aWhile(dice);
    mishaps.after(span, () -> lasting(process, cut, then));
  }

  private void pushBreaks(Dice dice) {
    SimulatedProcess process = mishaps.anyone(dice);
    if (world.settings().push() && process.alive()) {
      mishaps.tell(Fault.PUSH_BREAK, process);
      process.line().strike(Fault.PUSH_BREAK);
      process.submit(new Input.Push(false));
      int here = process.incarnation();
      world.at(
          world.now() + mishaps.aWhile(dice),
          () -> {
            if (process.incarnation() == here) {
              process.submit(new Input.Push(true));
            }
          });
    }
  }
}
