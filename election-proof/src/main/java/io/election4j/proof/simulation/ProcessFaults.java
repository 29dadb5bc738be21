package io.election4j.proof.simulation;

import io.election4j.proof.simulation.FaultSchedule.Injection;
import java.util.EnumMap;
import java.util.Map;

/** What befalls processes, and what their users do. */
final class ProcessFaults {

  private static final long MILLI = 1_000_000;
  private static final long YEAR = 365L * 24 * 3600 * 1000 * MILLI;

  private final Simulation world;
  private final FaultSchedule schedule;
  private final long lease;

  ProcessFaults(Simulation world, FaultSchedule schedule) {
    this.world = world;
    this.schedule = schedule;
    this.lease = world.settings().longestLease();
  }

  Map<Fault, Injection> kinds() {
    Map<Fault, Injection> kinds = new EnumMap<>(Fault.class);
    kinds.put(Fault.CRASH, this::crash);
    kinds.put(Fault.PAUSE, random -> pause(Fault.PAUSE, schedule.anyone(random), random));
    kinds.put(Fault.STALL, this::stall);
    kinds.put(Fault.SUSPEND, this::suspend);
    kinds.put(Fault.WALL_STEP, random -> setWallClock(Fault.WALL_STEP, 3 * lease, random));
    kinds.put(Fault.WALL_YEARS, random -> setWallClock(Fault.WALL_YEARS, 10 * YEAR, random));
    kinds.put(Fault.CLOSE, this::close);
    return kinds;
  }

  // == Beginning and end ==

  void restart(SimulatedProcess process, SeededRandom random) {
    if (process.alive()) {
      return;
    }
    process.start();
    world.transcript().happens(world.now(), () -> process + " starts");
    world.settings().elections().forEach(e -> process.join(e, random.chance(0.9)));
  }

  private void crash(SeededRandom random) {
    strike(Fault.CRASH, schedule.anyone(random), random, process -> crash(process, random));
  }

  private void crash(SimulatedProcess process, SeededRandom random) {
    process.crash();
    schedule.after(schedule.aWhile(random), () -> restart(process, random));
  }

  private void close(SeededRandom random) {
    SimulatedProcess process = schedule.anyone(random);
    if (process.alive() && !process.closing()) {
      schedule.tell(Fault.CLOSE, process);
      process.line().strike(Fault.CLOSE);
      process.close();
      schedule.after(schedule.aWhile(random) + lease, () -> restart(process, random));
    }
  }

  // == Time ==

  private interface Strike {
    void at(SimulatedProcess process);
  }

  /** At once, or between a decision to send something and its sending. */
  private void strike(Fault fault, SimulatedProcess process, SeededRandom random, Strike strike) {
    if (!process.alive() || process.threads().paused() || process.threads().stalled()) {
      return;
    }
    boolean ambush = random.chance(0.3);
    Runnable now =
        () -> {
          schedule.tell(fault, process);
          process.line().strike(fault);
          strike.at(process);
        };
    if (ambush) {
      process.ambush(fault, now);
    } else {
      now.run();
    }
  }

  private void pause(Fault fault, SimulatedProcess whom, SeededRandom random) {
    strike(
        fault,
        whom,
        random,
        process -> {
          process.threads().pause();
          if (fault == Fault.SUSPEND) {
            process.clock().stand(true, world.now());
          }
          int here = process.incarnation();
          schedule.after(schedule.aWhile(random), () -> resume(process, here));
        });
  }

  private void resume(SimulatedProcess process, int incarnation) {
    if (process.incarnation() == incarnation && process.threads().paused()) {
      world.transcript().happens(world.now(), () -> process + " goes on");
      process.clock().stand(false, world.now());
      process.threads().resume();
    }
  }

  private void suspend(SeededRandom random) {
    SimulatedProcess process = schedule.anyone(random);
    if (!process.machine().clock().steppedBack()) {
      pause(Fault.SUSPEND, process, random);
    }
  }

  private void stall(SeededRandom random) {
    strike(
        Fault.STALL,
        schedule.anyone(random),
        random,
        process -> {
          process.threads().stall();
          int here = process.incarnation();
          long span = schedule.aWhile(random);
          for (int i = 1; i < 4; i++) {
            schedule.after(span * i / 4, process::peek);
          }
          schedule.after(span, () -> unstall(process, here));
        });
  }

  private void unstall(SimulatedProcess process, int incarnation) {
    if (process.incarnation() == incarnation && process.threads().stalled()) {
      world.transcript().happens(world.now(), () -> process + "'s engine goes on");
      process.threads().unstall();
    }
  }

  private void setWallClock(Fault fault, long most, SeededRandom random) {
    SimulatedProcess process = schedule.anyone(random);
    long least = random.chance(0.5) ? MILLI : most / 10;
    long by = random.between(least, most);
    schedule.tell(fault, process, by);
    process.line().strike(fault);
    process.machine().clock().step(random.chance(0.5) ? by : -by);
    process.peek();
  }
}
