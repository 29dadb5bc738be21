package io.election4j.proof.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When something happens, and what. Each fault has a number and random choices of its own, so that
 * one can be left out and all others stay as they are.
 */
final class FaultSchedule {

  private final Simulation world;
  private final SeededRandom random;
  private final Set<Integer> skipped;
  private final long lease;
  private final ProcessFaults processes;
  private final List<Map.Entry<Fault, Injection>> kinds = new ArrayList<>();
  private int number;
  private int happened;

  /** Something that goes wrong, as drawn. */
  interface Injection {
    void strike(SeededRandom random);
  }

  FaultSchedule(Simulation world, SeededRandom random, Set<Integer> skipped) {
    this.world = world;
    this.random = random;
    this.skipped = skipped;
    this.lease = world.settings().longestLease();
    processes = new ProcessFaults(world, this);
    processes.kinds().forEach(this::add);
    new UserFaults(world, this).kinds().forEach(this::add);
    new ConnectionFaults(world, this).kinds().forEach(this::add);
    new DatabaseFaults(world, this).kinds().forEach(this::add);
  }

  private void add(Fault fault, Injection injection) {
    if (world.settings().has(fault)) {
      kinds.add(Map.entry(fault, injection));
    }
  }

  void begin() {
    for (SimulatedProcess process : world.processes()) {
      SeededRandom own = world.random();
      world.at(random.skewed(lease), () -> processes.restart(process, own));
    }
    next();
  }

  /** Returns how many schedule there were up to now, left out or not. */
  int number() {
    return number;
  }

  /** Returns how many of them were not left out. */
  int happened() {
    return happened;
  }

  private void next() {
    if (kinds.isEmpty()) {
      return;
    }
    after(
        random.between(0, 2 * world.settings().schedule()),
        () -> {
          Map.Entry<Fault, Injection> kind = random.oneOf(kinds);
          SeededRandom own = world.random();
          if (!skipped.contains(++number)) {
            happened++;
            kind.getValue().strike(own);
            world.processes().forEach(process -> peek(process, own));
          }
          next();
        });
  }

  /** User code looks whether it leads just when something has happened, and soon after. */
  private void peek(SimulatedProcess process, SeededRandom own) {
    if (own.chance(0.5)) {
      process.peek();
      after(aWhile(own), process::peek);
    }
  }

  /** Lets something happen after a while, unless there is peace by then. */
  void after(long span, Runnable what) {
    world.at(
        world.now() + span,
        () -> {
          if (!world.inPeace()) {
            what.run();
          }
        });
  }

  long aWhile(SeededRandom own) {
    return own.skewed(3 * lease);
  }

  SimulatedProcess anyone(SeededRandom own) {
    return own.oneOf(world.processes());
  }

  void tell(Fault fault, Object... whom) {
    world.reach().happened(fault);
    world
        .transcript()
        .happens(
            world.now(),
            () -> "injection " + number + ": " + fault.text() + " of " + List.of(whom));
  }
}
