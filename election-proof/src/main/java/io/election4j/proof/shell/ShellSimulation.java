package io.election4j.proof.shell;

import io.election4j.proof.oracle.Violation;
import io.election4j.proof.shell.UnsteadyStore.Link;
import io.election4j.proof.simulation.DriftingClock;
import io.election4j.proof.simulation.SeededRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run: ten minutes of turmoil, then peace until everything must have healed, then the end of
 * all processes. The same seed is the same run.
 */
public final class ShellSimulation {

  private static final Duration TURMOIL = Duration.ofMinutes(10);
  private static final Duration GLANCE = Duration.ofMillis(100);
  private static final List<String> ELECTIONS = List.of("a", "b");

  private static final class Machine {
    final String name;
    final DriftingClock clock;
    @Nullable ShellProcess process;
    boolean paused;

    Machine(String name, DriftingClock clock) {
      this.name = name;
      this.clock = clock;
    }
  }

  private final ShellWorld world;
  private final SeededRandom random;
  private final List<Machine> machines = new ArrayList<>();
  private final List<ShellProcess> processes = new ArrayList<>();
  private final ShellCheck witness = new ShellCheck(ELECTIONS, processes);
  private final List<Runnable> faults =
      List.of(
          this::kill,
          this::close,
          this::pause,
          this::pause,
          this::setWallClock,
          this::cutOff,
          this::cutOff,
          this::leave);

  private ShellSimulation(long seed) {
    world = new ShellWorld(seed);
    random = world.random();
  }

  /**
   * Runs a seed.
   *
   * @return how many terms began
   * @throws Violation of an invariant
   */
  public static long run(long seed) {
    return new ShellSimulation(seed).run();
  }

  /**
   * Runs a seed; for callers that do not share these classes.
   *
   * @return the violation, {@code null} if there is none
   */
  public static @Nullable String firstViolation(long seed) {
    try {
      run(seed);
      return null;
    } catch (Violation violation) {
      return violation.getMessage();
    }
  }

  private long run() {
    for (int i = 0; i < 3; i++) {
      Machine machine = new Machine("p" + i, DriftingClock.anyOf(random));
      machines.add(machine);
      later(world.lease(), () -> start(machine));
    }
    next();
    glance();
    world.time().pass(TURMOIL.toNanos());
    peace();
    witness.atPeace();
    processes.forEach(ShellProcess::close);
    world.time().pass(world.lease().multipliedBy(4).toNanos());
    witness.atTheEnd();
    return witness.elected();
  }

  private void peace() {
    world.peace();
    for (Machine machine : machines) {
      resume(machine);
      if (machine.process != null) {
        machine.process.become(Link.UP);
      }
      start(machine);
    }
    world.time().pass(world.lease().multipliedBy(12).toNanos());
  }

  // == Time ==

  private void next() {
    later(
        world.lease().multipliedBy(4),
        () -> {
          random.oneOf(faults).run();
          next();
        });
  }

  /** Everybody looks whether they lead, all the time. */
  private void glance() {
    witness.look();
    world.time().at(world.time().now() + GLANCE.toNanos(), this::glance);
  }

  /** Lets something happen within this span, unless there is peace by then. */
  private void later(Duration most, Runnable what) {
    world
        .time()
        .at(
            world.time().now() + random.skewed(most),
            () -> {
              if (world.turmoil()) {
                what.run();
              }
            });
  }

  // == What goes wrong ==

  private Machine anyone() {
    return random.oneOf(machines);
  }

  private void start(Machine machine) {
    if (machine.process == null || !machine.process.alive()) {
      ShellProcess process = new ShellProcess(machine.name, world, machine.clock);
      machine.process = process;
      processes.add(process);
      ELECTIONS.forEach(election -> process.join(election, random.chance(0.9), witness));
    }
  }

  private void kill() {
    Machine machine = anyone();
    if (machine.process != null) {
      machine.process.kill();
      resume(machine);
      later(world.longest(), () -> start(machine));
    }
  }

  private void close() {
    Machine machine = anyone();
    if (machine.process != null) {
      machine.process.close();
      later(world.longest(), () -> start(machine));
    }
  }

  private void pause() {
    Machine machine = anyone();
    if (machine.process != null && machine.process.alive() && !machine.paused) {
      machine.paused = true;
      machine.process.pause(random.chance(0.3));
      later(world.longest(), () -> resume(machine));
    }
  }

  private void resume(Machine machine) {
    if (machine.process != null && machine.paused) {
      machine.paused = false;
      machine.process.resume();
    }
  }

  private void setWallClock() {
    Duration most = random.chance(0.5) ? world.longest() : Duration.ofDays(400);
    long by = random.skewed(most) * (random.chance(0.5) ? 1 : -1);
    anyone().clock.step(Duration.ofNanos(by).toMillis() * 1_000_000);
  }

  private void cutOff() {
    ShellProcess process = anyone().process;
    if (process != null) {
      process.become(random.oneOf(List.of(Link.NO_REQUESTS, Link.NO_ANSWERS, Link.REFUSED)));
      later(world.longest(), () -> process.become(Link.UP));
    }
  }

  private void leave() {
    ShellProcess process = anyone().process;
    String election = random.oneOf(ELECTIONS);
    if (process != null) {
      process.leave(election);
      later(world.longest(), () -> process.join(election, true, witness));
    }
  }
}
