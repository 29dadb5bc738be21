package io.election4j.proof.simulation;

import io.election4j.Candidate;
import io.election4j.Request;
import io.election4j.internal.engine.Input;
import io.election4j.proof.simulation.Mishaps.Mishap;
import io.election4j.proof.simulation.SimulatedProcess.Membership;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What the users of processes do, and what others ask of them. */
final class UserMishaps {

  private final Simulation world;
  private final Mishaps mishaps;
  private final long lease;

  UserMishaps(Simulation world, Mishaps mishaps) {
    this.world = world;
    this.mishaps = mishaps;
    this.lease = world.settings().longestLease();
  }

  Map<Fault, Mishap> kinds() {
    Map<Fault, Mishap> kinds = new EnumMap<>(Fault.class);
    kinds.put(Fault.LEAVE, this::leaveOrJoin);
    kinds.put(Fault.STEP_DOWN, this::stepDown);
    kinds.put(Fault.REQUEST, this::request);
    kinds.put(Fault.UNFIT, this::unfit);
    kinds.put(Fault.DRAIN, this::drain);
    kinds.put(Fault.PUBLISH, this::publish);
    return kinds;
  }

  private void leaveOrJoin(Dice dice) {
    SimulatedProcess process = mishaps.anyone(dice);
    String election = dice.oneOf(world.settings().elections());
    if (!process.alive() || process.closing()) {
      return;
    }
    Membership membership = process.membership(election);
    if (membership == Membership.OUT) {
      process.join(election, dice.chance(0.8));
    } else if (membership != Membership.LEAVING) {
      mishaps.tell(Fault.LEAVE, process, election);
      process.line().strike(Fault.LEAVE);
      process.leave(election);
      mishaps.after(mishaps.aWhile(dice), () -> rejoin(process, election));
    }
  }

  private void rejoin(SimulatedProcess process, String election) {
    boolean out = process.membership(election) == Membership.OUT;
    if (process.alive() && !process.closing() && out) {
      process.join(election, true);
    }
  }

  // == Leaders ==

  private void ofLeader(Fault fault, Dice dice, BiConsumer<SimulatedProcess, String> what) {
    List<SimulatedProcess> working =
        world.processes().stream().filter(p -> !p.work().running().isEmpty()).toList();
    if (!working.isEmpty()) {
      SimulatedProcess process = dice.oneOf(working);
      String election = dice.oneOf(List.copyOf(process.work().running().keySet()));
      mishaps.tell(fault, process, election);
      process.line().strike(fault);
      what.accept(process, election);
    }
  }

  private String anybody(Dice dice) {
    return mishaps.anyone(dice).name();
  }

  private void stepDown(Dice dice) {
    Duration coolDown = Duration.ofNanos(dice.chance(0.3) ? 0 : dice.skewed(2 * lease));
    String successor = dice.chance(0.5) ? anybody(dice) : null;
    ofLeader(
        Fault.STEP_DOWN,
        dice,
        (process, election) -> process.submit(new Input.StepDown(election, coolDown, successor)));
  }

  private void request(Dice dice) {
    String election = dice.oneOf(world.settings().elections());
    Request request =
        switch (dice.below(3)) {
          case 0 -> Request.resign("operator");
          case 1 -> Request.transfer(anybody(dice), "operator");
          default -> Request.drain("operator");
        };
    mishaps.tell(Fault.REQUEST, election, request);
    world.store().ask(election, request);
    if (request.kind() == Request.Kind.DRAIN) {
      mishaps.after(mishaps.aWhile(dice) + lease, () -> world.processes().forEach(this::goOn));
    }
  }

  private void publish(Dice dice) {
    String value = "v" + dice.below(3);
    ofLeader(
        Fault.PUBLISH,
        dice,
        (process, election) -> {
          long term = process.work().running().getOrDefault(election, 0L);
          Candidate leader = Candidate.named(process.name()).with("host", "h");
          process.submit(new Input.Publish(election, term, leader, value));
        });
  }

  // == Candidates ==

  private void unfit(Dice dice) {
    SimulatedProcess process = mishaps.anyone(dice);
    String election = dice.oneOf(world.settings().elections());
    Input.Gate gate = dice.chance(0.5) ? Input.Gate.FITNESS : Input.Gate.SHARE;
    if (process.alive()) {
      mishaps.tell(Fault.UNFIT, process, election, gate);
      process.line().strike(Fault.UNFIT);
      process.submit(new Input.Admit(election, gate, false));
      mishaps.after(
          mishaps.aWhile(dice),
          () -> {
            if (process.alive()) {
              process.submit(new Input.Admit(election, gate, true));
            }
          });
    }
  }

  private void drain(Dice dice) {
    SimulatedProcess process = mishaps.anyone(dice);
    if (process.alive()) {
      mishaps.tell(Fault.DRAIN, process);
      process.line().strike(Fault.DRAIN);
      process.submit(new Input.Drain(true));
      mishaps.after(mishaps.aWhile(dice), () -> goOn(process));
    }
  }

  private void goOn(SimulatedProcess process) {
    if (process.alive()) {
      process.submit(new Input.Drain(false));
    }
  }
}
