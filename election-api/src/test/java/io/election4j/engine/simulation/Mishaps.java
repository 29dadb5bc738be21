package io.election4j.engine.simulation;

import io.election4j.engine.Input;
import io.election4j.engine.simulation.Network.Cut;
import io.election4j.engine.simulation.Network.Slow;
import io.election4j.engine.simulation.SimulatedProcess.Membership;
import java.util.List;
import java.util.function.Supplier;

/** What befalls processes and the store, and what users do, at random times. */
final class Mishaps {

  private static final List<Cut> CUTS = List.of(Cut.REQUESTS, Cut.ANSWERS, Cut.BOTH);

  private final Simulation world;
  private final Dice dice;
  private final long lease;
  private final List<Runnable> kinds =
      List.of(
          this::cutOff,
          this::cutOff,
          this::pause,
          this::pause,
          this::suspend,
          this::crash,
          this::close,
          this::slowReads,
          this::slowReads,
          this::slowAnswers,
          this::slowAnswers,
          this::setWallClock,
          this::storeDown,
          this::storeMoves,
          this::pushBreaks,
          this::leaveOrJoin,
          this::leaveOrJoin,
          this::leaveOrJoin);

  Mishaps(Simulation world) {
    this.world = world;
    this.dice = world.dice();
    this.lease = world.settings().longestLease();
  }

  void begin() {
    for (SimulatedProcess process : world.processes()) {
      world.at(dice.skewed(lease), () -> restart(process));
    }
    next();
  }

  private void next() {
    long pause = dice.between(0, 2 * world.settings().mishaps());
    during(
        pause,
        () -> {
          dice.oneOf(kinds).run();
          next();
        });
  }

  /** Lets something happen after a while, unless there is peace by then. */
  private void during(long after, Runnable what) {
    world.at(
        world.now() + after,
        () -> {
          if (!world.inPeace()) {
            what.run();
          }
        });
  }

  private long aWhile() {
    return dice.skewed(3 * lease);
  }

  private SimulatedProcess anyone() {
    return dice.oneOf(world.processes());
  }

  private void happens(Supplier<String> what) {
    world.transcript().happens(world.now(), what);
  }

  // == Processes ==

  private void restart(SimulatedProcess process) {
    if (process.alive()) {
      return;
    }
    happens(() -> process + " starts");
    process.start();
    world.settings().elections().forEach(e -> process.join(e, dice.chance(0.9)));
  }

  private void crash() {
    SimulatedProcess process = anyone();
    if (process.alive()) {
      happens(() -> process + " crashes");
      process.crash();
      during(aWhile(), () -> restart(process));
    }
  }

  private void close() {
    SimulatedProcess process = anyone();
    if (process.alive() && !process.closing()) {
      happens(() -> process + " closes");
      process.close();
      during(aWhile() + lease, () -> restart(process));
    }
  }

  private void pause() {
    pause(anyone(), false);
  }

  private void suspend() {
    SimulatedProcess process = anyone();
    if (!process.clock.steppedBack()) {
      pause(process, true);
    }
  }

  private void pause(SimulatedProcess process, boolean suspended) {
    if (process.alive() && !process.paused()) {
      happens(() -> process + (suspended ? " is suspended" : " is paused"));
      process.pause(suspended);
      during(
          aWhile(),
          () -> {
            happens(() -> process + " goes on");
            process.resume();
          });
    }
  }

  private void setWallClock() {
    SimulatedProcess process = anyone();
    long most = dice.chance(0.5) ? 3 * lease : 400L * 24 * 3600 * 1_000_000_000L;
    long step = dice.between(-most, most);
    happens(() -> process + " sets its wall clock by " + step);
    process.clock.step(step);
  }

  private void leaveOrJoin() {
    SimulatedProcess process = anyone();
    String election = dice.oneOf(world.settings().elections());
    if (!process.alive() || process.closing()) {
      return;
    }
    Membership membership = process.membership(election);
    if (membership == Membership.OUT) {
      happens(() -> process + " joins " + election);
      process.join(election, dice.chance(0.8));
    } else if (membership != Membership.LEAVING) {
      happens(() -> process + " leaves " + election);
      process.leave(election);
      during(aWhile(), () -> rejoin(process, election));
    }
  }

  private void rejoin(SimulatedProcess process, String election) {
    boolean out = process.membership(election) == Membership.OUT;
    if (process.alive() && !process.closing() && out) {
      process.join(election, true);
    }
  }

  // == The store ==

  private void cutOff() {
    cutOff(anyone());
  }

  private void cutOff(SimulatedProcess process) {
    Cut cut = dice.oneOf(CUTS);
    happens(() -> process + " loses " + cut);
    world.network().cut(process, cut);
    during(aWhile(), () -> world.network().cut(process, Cut.NOTHING));
  }

  private void slowReads() {
    SimulatedProcess process = anyone();
    happens(() -> "reads of " + process + " are slow");
    world.network().slow(process, Slow.READS);
    during(aWhile(), () -> world.network().slow(process, Slow.NONE));
  }

  /** Everything is slow, and after that nothing arrives at all. */
  private void slowAnswers() {
    SimulatedProcess process = anyone();
    happens(() -> "all answers to " + process + " are slow");
    world.network().slow(process, Slow.ALL);
    during(
        aWhile(),
        () -> {
          world.network().slow(process, Slow.NONE);
          cutOff(process);
        });
  }

  private void storeDown() {
    happens(() -> "the store is down");
    world.network().down(true);
    during(aWhile(), () -> world.network().down(false));
  }

  private void storeMoves() {
    if (dice.chance(0.3)) {
      happens(() -> "the store is another one");
      world.store().becomeAnother();
    }
  }

  private void pushBreaks() {
    SimulatedProcess process = anyone();
    if (world.settings().push() && process.alive()) {
      happens(() -> "push to " + process + " breaks");
      process.submit(new Input.Push(false));
      world.at(world.now() + aWhile(), () -> process.submit(new Input.Push(true)));
    }
  }
}
