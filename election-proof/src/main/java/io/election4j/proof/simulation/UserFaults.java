package io.election4j.proof.simulation;

import io.election4j.Candidate;
import io.election4j.Request;
import io.election4j.internal.engine.Input;
import io.election4j.proof.simulation.FaultSchedule.Injection;
import io.election4j.proof.simulation.SimulatedProcess.Membership;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What the users of processes do, and what others ask of them. */
final class UserFaults {

  private final Simulation world;
  private final FaultSchedule schedule;
  private final long lease;

  UserFaults(Simulation world, FaultSchedule schedule) {
    this.world = world;
    this.schedule = schedule;
    this.lease = world.settings().longestLease();
  }

  Map<Fault, Injection> kinds() {
    Map<Fault, Injection> kinds = new EnumMap<>(Fault.class);
    kinds.put(Fault.LEAVE, this::leaveOrJoin);
    kinds.put(Fault.STEP_DOWN, this::stepDown);
    kinds.put(Fault.REQUEST, this::request);
    kinds.put(Fault.UNFIT, this::unfit);
    kinds.put(Fault.DRAIN, this::drain);
    kinds.put(Fault.PUBLISH, this::publish);
    return kinds;
  }

  private void leaveOrJoin(SeededRandom random) {
    SimulatedProcess process = schedule.anyone(random);
    String election = random.oneOf(world.settings().elections());
    if (!process.alive() || process.closing()) {
      return;
    }
    Membership membership = process.membership(election);
    if (membership == Membership.OUT) {
      process.join(election, random.chance(0.8));
    } else if (membership != Membership.LEAVING) {
      schedule.tell(Fault.LEAVE, process, election);
      process.line().strike(Fault.LEAVE);
      process.leave(election);
      schedule.after(schedule.aWhile(random), () -> rejoin(process, election));
    }
  }

  private void rejoin(SimulatedProcess process, String election) {
    boolean out = process.membership(election) == Membership.OUT;
    if (process.alive() && !process.closing() && out) {
      process.join(election, true);
    }
  }

  // == Leaders ==

  private void ofLeader(
      Fault fault, SeededRandom random, BiConsumer<SimulatedProcess, String> what) {
    List<SimulatedProcess> working =
        world.processes().stream().filter(p -> !p.work().running().isEmpty()).toList();
    if (!working.isEmpty()) {
      SimulatedProcess process = random.oneOf(working);
      String election = random.oneOf(List.copyOf(process.work().running().keySet()));
      schedule.tell(fault, process, election);
      process.line().strike(fault);
      what.accept(process, election);
    }
  }

  private String anybody(SeededRandom random) {
    return schedule.anyone(random).name();
  }

  private void stepDown(SeededRandom random) {
    Duration coolDown = Duration.ofNanos(random.chance(0.3) ? 0 : random.skewed(2 * lease));
    String successor = random.chance(0.5) ? anybody(random) : null;
    ofLeader(
        Fault.STEP_DOWN,
        random,
        (process, election) -> process.submit(new Input.StepDown(election, coolDown, successor)));
  }

  private void request(SeededRandom random) {
    String election = random.oneOf(world.settings().elections());
    Request request =
        switch (random.below(3)) {
          case 0 -> Request.resign("operator");
          case 1 -> Request.transfer(anybody(random), "operator");
          default -> Request.drain("operator");
        };
    schedule.tell(Fault.REQUEST, election, request);
    world.store().ask(election, request);
    if (request.kind() == Request.Kind.DRAIN) {
      schedule.after(schedule.aWhile(random) + lease, () -> world.processes().forEach(this::goOn));
    }
  }

  private void publish(SeededRandom random) {
    String value = "v" + random.below(3);
    ofLeader(
        Fault.PUBLISH,
        random,
        (process, election) -> {
          long term = process.work().running().getOrDefault(election, 0L);
          Candidate leader = Candidate.named(process.name()).with("host", "h");
          process.submit(new Input.Publish(election, term, leader, value));
        });
  }

  // == Candidates ==

  private void unfit(SeededRandom random) {
    SimulatedProcess process = schedule.anyone(random);
    String election = random.oneOf(world.settings().elections());
    Input.Gate gate = random.chance(0.5) ? Input.Gate.FITNESS : Input.Gate.SHARE;
    if (process.alive()) {
      schedule.tell(Fault.UNFIT, process, election, gate);
      process.line().strike(Fault.UNFIT);
      process.submit(new Input.Admit(election, gate, false));
      schedule.after(
          schedule.aWhile(random),
          () -> {
            if (process.alive()) {
              process.submit(new Input.Admit(election, gate, true));
            }
          });
    }
  }

  private void drain(SeededRandom random) {
    SimulatedProcess process = schedule.anyone(random);
    if (process.alive()) {
      schedule.tell(Fault.DRAIN, process);
      process.line().strike(Fault.DRAIN);
      process.submit(new Input.Drain(true));
      schedule.after(schedule.aWhile(random), () -> goOn(process));
    }
  }

  private void goOn(SimulatedProcess process) {
    if (process.alive()) {
      process.submit(new Input.Drain(false));
    }
  }
}
