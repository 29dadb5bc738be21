package io.election4j.proof.simulation;

import io.election4j.proof.simulation.Mishaps.Mishap;
import java.util.EnumMap;
import java.util.Map;

/** What befalls processes, and what their users do. */
final class ProcessMishaps {

  private static final long MILLI = 1_000_000;
  private static final long YEAR = 365L * 24 * 3600 * 1000 * MILLI;

  private final Simulation world;
  private final Mishaps mishaps;
  private final long lease;

  ProcessMishaps(Simulation world, Mishaps mishaps) {
    this.world = world;
    this.mishaps = mishaps;
    this.lease = world.settings().longestLease();
  }

  Map<Fault, Mishap> kinds() {
    Map<Fault, Mishap> kinds = new EnumMap<>(Fault.class);
    kinds.put(Fault.CRASH, this::crash);
    kinds.put(Fault.PAUSE, dice -> pause(Fault.PAUSE, mishaps.anyone(dice), dice));
    kinds.put(Fault.STALL, this::stall);
    kinds.put(Fault.SUSPEND, this::suspend);
    kinds.put(Fault.WALL_STEP, dice -> setWallClock(Fault.WALL_STEP, 3 * lease, dice));
    kinds.put(Fault.WALL_YEARS, dice -> setWallClock(Fault.WALL_YEARS, 10 * YEAR, dice));
    kinds.put(Fault.CLOSE, this::close);
    return kinds;
  }

  // == Beginning and end ==

  void restart(SimulatedProcess process, Dice dice) {
    if (process.alive()) {
      return;
    }
    process.start();
    world.transcript().happens(world.now(), () -> process + " starts");
    world.settings().elections().forEach(e -> process.join(e, dice.chance(0.9)));
  }

  private void crash(Dice dice) {
    strike(Fault.CRASH, mishaps.anyone(dice), dice, process -> crash(process, dice));
  }

  private void crash(SimulatedProcess process, Dice dice) {
    process.crash();
    mishaps.after(mishaps.aWhile(dice), () -> restart(process, dice));
  }

  private void close(Dice dice) {
    SimulatedProcess process = mishaps.anyone(dice);
    if (process.alive() && !process.closing()) {
      mishaps.tell(Fault.CLOSE, process);
      process.line().strike(Fault.CLOSE);
      process.close();
      mishaps.after(mishaps.aWhile(dice) + lease, () -> restart(process, dice));
    }
  }

  // == Time ==

  private interface Strike {
    void at(SimulatedProcess process);
  }

  /** At once, or between a decision to send something and its sending. */
  private void strike(Fault fault, SimulatedProcess process, Dice dice, Strike strike) {
    if (!process.alive() || process.threads().paused() || process.threads().stalled()) {
      return;
    }
    boolean ambush = dice.chance(0.3);
    Runnable now =
        () -> {
          mishaps.tell(fault, process);
          process.line().strike(fault);
          strike.at(process);
        };
    if (ambush) {
      process.ambush(fault, now);
    } else {
      now.run();
    }
  }

  private void pause(Fault fault, SimulatedProcess whom, Dice dice) {
    strike(
        fault,
        whom,
        dice,
        process -> {
          process.threads().pause();
          if (fault == Fault.SUSPEND) {
            process.clock.stand(true, world.now());
          }
          int here = process.incarnation();
          mishaps.after(mishaps.aWhile(dice), () -> resume(process, here));
        });
  }

  private void resume(SimulatedProcess process, int incarnation) {
    if (process.incarnation() == incarnation && process.threads().paused()) {
      world.transcript().happens(world.now(), () -> process + " goes on");
      process.clock.stand(false, world.now());
      process.threads().resume();
    }
  }

  private void suspend(Dice dice) {
    SimulatedProcess process = mishaps.anyone(dice);
    if (!process.clock.steppedBack()) {
      pause(Fault.SUSPEND, process, dice);
    }
  }

  private void stall(Dice dice) {
    strike(
        Fault.STALL,
        mishaps.anyone(dice),
        dice,
        process -> {
          process.threads().stall();
          int here = process.incarnation();
          long span = mishaps.aWhile(dice);
          for (int i = 1; i < 4; i++) {
            mishaps.after(span * i / 4, process::peek);
          }
          mishaps.after(span, () -> unstall(process, here));
        });
  }

  private void unstall(SimulatedProcess process, int incarnation) {
    if (process.incarnation() == incarnation && process.threads().stalled()) {
      world.transcript().happens(world.now(), () -> process + "'s engine goes on");
      process.threads().unstall();
    }
  }

  private void setWallClock(Fault fault, long most, Dice dice) {
    SimulatedProcess process = mishaps.anyone(dice);
    long least = dice.chance(0.5) ? MILLI : most / 10;
    long by = dice.between(least, most);
    mishaps.tell(fault, process, by);
    process.line().strike(fault);
    process.clock.step(dice.chance(0.5) ? by : -by);
    process.peek();
  }
}
