package io.election4j.proof.simulation;

import io.election4j.Timing;
import io.election4j.internal.engine.ClockReading;
import io.election4j.internal.engine.Engine;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.Step;
import io.election4j.internal.engine.StoreRequest;
import io.election4j.proof.oracle.Subject;
import io.election4j.spi.LeaseId;
import io.election4j.testkit.virtual.internal.VirtualClock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One process: an engine, its clocks, and the part of the shell that matters here. A crash loses
 * everything but the clocks.
 */
final class SimulatedProcess implements Subject {

  /** As the shell does: an election is joined again only after it has been left. */
  enum Membership {
    OUT,
    CANDIDATE,
    OBSERVER,
    LEAVING
  }

  private record Ambush(Fault fault, Runnable strike) {}

  private final Simulation world;
  private final Machine machine;
  private final SeededRandom random;
  private final Map<String, Membership> memberships = new TreeMap<>();
  private final SimulatedWork work;
  private final StoreConnection line;
  private final Alarm alarm = new Alarm(this);
  private final Threads threads = new Threads(this);
  private @Nullable Engine engine;
  private int incarnation;
  private boolean closing;
  private @Nullable Ambush ambush;

  SimulatedProcess(Simulation world, Machine machine, SeededRandom random) {
    this.world = world;
    this.machine = machine;
    this.random = random;
    this.work = new SimulatedWork(this, random);
    this.line = new StoreConnection(this);
  }

  @Override
  public Timing timing() {
    return machine.config().timing();
  }

  @Override
  public Duration drain() {
    return machine.config().drain();
  }

  @Override
  public ClockReading now() {
    return machine.clock().at(world.now());
  }

  VirtualClock clock() {
    return machine.clock().clock();
  }

  Machine machine() {
    return machine;
  }

  Simulation world() {
    return world;
  }

  Threads threads() {
    return threads;
  }

  SimulatedWork work() {
    return work;
  }

  StoreConnection line() {
    return line;
  }

  boolean suffers(Fault fault) {
    return line.suffers(fault);
  }

  String name() {
    return machine.config().candidate().name();
  }

  // == Life ==

  boolean alive() {
    return engine != null;
  }

  int incarnation() {
    return incarnation;
  }

  boolean closing() {
    return closing;
  }

  Membership membership(String election) {
    return memberships.getOrDefault(election, Membership.OUT);
  }

  void start() {
    incarnation++;
    closing = false;
    engine =
        new Engine(
            machine.config(), () -> new LeaseId(new UUID(random.bits(), random.bits())), now());
    step(new Input.Tick());
  }

  void crash() {
    world.oracle().crashed(this);
    end();
    world.ring();
  }

  private void end() {
    engine = null;
    closing = false;
    clock().stand(false, world.now());
    ambush = null;
    memberships.clear();
    work.end();
    line.end();
    alarm.end();
    threads.end();
  }

  /** The user's code asks every leadership whether it is valid. */
  void peek() {
    if (engine != null && !threads.paused()) {
      world
          .oracle()
          .looks(this)
          .forEach((election, term) -> submit(new Input.Lapsed(election, term)));
    }
  }

  // == What its users do ==

  void join(String election, boolean candidate) {
    memberships.put(election, candidate ? Membership.CANDIDATE : Membership.OBSERVER);
    submit(new Input.Join(election, candidate));
  }

  void leave(String election) {
    memberships.put(election, Membership.LEAVING);
    submit(new Input.Leave(election));
  }

  void close() {
    closing = true;
    submit(new Input.Close());
  }

  /** Takes part in everything again that it was kept from. */
  void resume() {
    submit(new Input.Drain(false));
    for (String election : memberships.keySet()) {
      for (Input.Gate gate : Input.Gate.values()) {
        submit(new Input.Admit(election, gate, true));
      }
    }
  }

  // == The loop ==

  /** Lets something happen when this process has decided what to send next, before it is sent. */
  void ambush(Fault fault, Runnable strike) {
    ambush = new Ambush(fault, strike);
  }

  void submit(Input input) {
    threads.onEngine(() -> step(input));
  }

  void step(Input input) {
    Engine running = engine;
    if (running == null) {
      return;
    }
    ClockReading now = now();
    Step step = running.step(input, now);
    world.transcript().step(world.now(), this, input, step);
    world.oracle().took(this, input, now, step);
    for (EngineEvent signal : step.events()) {
      signal(signal);
    }
    if (!step.actions().isEmpty()) {
      send(step);
    }
    if (engine == running) {
      alarm.wake(step.wakeNanos());
    }
    if (step.events().contains(new EngineEvent.Closed())) {
      end();
    }
  }

  private void send(Step step) {
    Ambush waiting = ambush;
    if (waiting != null && !world.inPeace()) {
      ambush = null;
      step.actions().forEach(action -> line.decided(action, waiting.fault));
      waiting.strike.run();
    }
    for (StoreRequest action : step.actions()) {
      if (threads.engineRuns()) {
        line.send(action);
      } else {
        threads.onEngine(() -> line.send(action));
      }
    }
  }

  private void signal(EngineEvent signal) {
    if (signal instanceof EngineEvent.Elected elected) {
      work.begin(elected.election(), elected.term());
    } else if (signal instanceof EngineEvent.Stopping stopping) {
      work.stop(stopping.election(), stopping.term());
    } else if (signal instanceof EngineEvent.Revoked revoked) {
      work.stop(revoked.election(), revoked.term());
    } else if (signal instanceof EngineEvent.Left left) {
      memberships.remove(left.election());
    } else if (signal instanceof EngineEvent.Drained && world.inPeace()) {
      // Somebody had asked for it before there was peace.
      soon(() -> step(new Input.Drain(false)));
    } else if (signal instanceof EngineEvent.Prepared && world.settings().push()) {
      soon(() -> step(new Input.Push(true)));
    }
  }

  private void soon(Runnable task) {
    int here = incarnation;
    world.at(
        world.now(),
        () -> {
          if (here == incarnation) {
            threads.onEngine(task);
          }
        });
  }

  @Override
  public String toString() {
    return name() + "#" + incarnation;
  }
}
