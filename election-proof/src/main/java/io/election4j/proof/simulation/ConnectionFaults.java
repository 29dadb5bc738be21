package io.election4j.proof.simulation;

import io.election4j.internal.engine.Input;
import io.election4j.proof.simulation.FaultSchedule.Injection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What befalls the line between one process and the store. */
final class ConnectionFaults {

  private static final List<Fault> CUTS =
      List.of(Fault.PARTITION, Fault.CUT_REQUESTS, Fault.CUT_ANSWERS);

  /** What keeps a process from renewing and from nothing else. */
  static final List<Fault> SICK = List.of(Fault.RENEWALS_FAIL, Fault.RENEWALS_CEASE);

  private final Simulation world;
  private final FaultSchedule schedule;
  private final long lease;

  ConnectionFaults(Simulation world, FaultSchedule schedule) {
    this.world = world;
    this.schedule = schedule;
    this.lease = world.settings().longestLease();
  }

  Map<Fault, Injection> kinds() {
    Map<Fault, Injection> kinds = new EnumMap<>(Fault.class);
    CUTS.forEach(cut -> kinds.put(cut, random -> lasting(cut, 3 * lease, random)));
    SICK.forEach(sick -> kinds.put(sick, random -> lasting(sick, 30 * lease, random)));
    kinds.put(Fault.FLAPPING, this::flapping);
    kinds.put(Fault.SLOW_READS, random -> lasting(Fault.SLOW_READS, 5 * lease, random));
    kinds.put(Fault.STALLED_READS, random -> lasting(Fault.STALLED_READS, 8 * lease, random));
    kinds.put(Fault.SLOW_ANSWERS, this::slowAnswers);
    kinds.put(Fault.PUSH_BREAK, this::pushBreaks);
    return kinds;
  }

  private void lasting(Fault fault, long most, SeededRandom random) {
    SimulatedProcess process = schedule.anyone(random);
    schedule.tell(fault, process);
    lasting(process, fault, random.skewed(most));
  }

  private void lasting(SimulatedProcess process, Fault fault, long span) {
    process.line().begin(fault);
    schedule.after(span, () -> process.line().end(fault));
  }

  private void flapping(SeededRandom random) {
    SimulatedProcess process = schedule.anyone(random);
    schedule.tell(Fault.FLAPPING, process);
    process.line().strike(Fault.FLAPPING);
    int times = 2 + random.below(10);
    for (int i = 0; i < times; i++) {
      Fault cut = random.oneOf(CUTS);
      long span = random.skewed(lease);
      schedule.after(i * lease / 3, () -> lasting(process, cut, span));
    }
    lasting(process, Fault.FLAPPING, times * lease / 3);
  }

  /** After that nothing arrives at all, when the answers that came last count from long ago. */
  private void slowAnswers(SeededRandom random) {
    SimulatedProcess process = schedule.anyone(random);
    schedule.tell(Fault.SLOW_ANSWERS, process);
    long span = schedule.aWhile(random);
    lasting(process, Fault.SLOW_ANSWERS, span);
    Fault cut = random.oneOf(CUTS);
    long then = schedule.aWhile(random);
    schedule.after(span, () -> lasting(process, cut, then));
  }

  private void pushBreaks(SeededRandom random) {
    SimulatedProcess process = schedule.anyone(random);
    if (world.settings().push() && process.alive()) {
      schedule.tell(Fault.PUSH_BREAK, process);
      process.line().strike(Fault.PUSH_BREAK);
      process.submit(new Input.Push(false));
      int here = process.incarnation();
      world.at(
          world.now() + schedule.aWhile(random),
          () -> {
            if (process.incarnation() == here) {
              process.submit(new Input.Push(true));
            }
          });
    }
  }
}
