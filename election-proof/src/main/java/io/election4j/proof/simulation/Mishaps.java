package io.election4j.proof.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When something happens, and what. Each mishap has a number and dice of its own, so that one can
 * be left out and all others stay as they are.
 */
final class Mishaps {

  private final Simulation world;
  private final Dice dice;
  private final Set<Integer> skipped;
  private final long lease;
  private final ProcessMishaps processes;
  private final List<Map.Entry<Fault, Mishap>> kinds = new ArrayList<>();
  private int number;
  private int happened;

  /** Something that goes wrong, as these dice have it. */
  interface Mishap {
    void strike(Dice dice);
  }

  Mishaps(Simulation world, Dice dice, Set<Integer> skipped) {
    this.world = world;
    this.dice = dice;
    this.skipped = skipped;
    this.lease = world.settings().longestLease();
    processes = new ProcessMishaps(world, this);
    processes.kinds().forEach(this::add);
    new UserMishaps(world, this).kinds().forEach(this::add);
    new LineMishaps(world, this).kinds().forEach(this::add);
    new StoreMishaps(world, this).kinds().forEach(this::add);
  }

  private void add(Fault fault, Mishap mishap) {
    if (world.settings().has(fault)) {
      kinds.add(Map.entry(fault, mishap));
    }
  }

  void begin() {
    for (SimulatedProcess process : world.processes()) {
      Dice own = world.dice();
      world.at(dice.skewed(lease), () -> processes.restart(process, own));
    }
    next();
  }

  /** Returns how many mishaps there were up to now, left out or not. */
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
        dice.between(0, 2 * world.settings().mishaps()),
        () -> {
          Map.Entry<Fault, Mishap> kind = dice.oneOf(kinds);
          Dice own = world.dice();
          if (!skipped.contains(++number)) {
            happened++;
            kind.getValue().strike(own);
            world.processes().forEach(process -> peek(process, own));
          }
          next();
        });
  }

  /** User code looks whether it leads just when something has happened, and soon after. */
  private void peek(SimulatedProcess process, Dice own) {
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

  long aWhile(Dice own) {
    return own.skewed(3 * lease);
  }

  SimulatedProcess anyone(Dice own) {
    return own.oneOf(world.processes());
  }

  void tell(Fault fault, Object... whom) {
    world.reach().happened(fault);
    world
        .transcript()
        .happens(
            world.now(), () -> "mishap " + number + ": " + fault.text() + " of " + List.of(whom));
  }
}
