package io.election4j.engine.simulation;

import io.election4j.engine.Action;
import io.election4j.engine.Input;
import io.election4j.spi.StoreException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Between the processes and the store: loses, delays and copies requests, loses and delays answers.
 */
final class Network {

  /** What of a process's traffic is lost. */
  enum Cut {
    NOTHING,
    REQUESTS,
    ANSWERS,
    BOTH
  }

  /** Which answers take about as long as an operation may. */
  enum Slow {
    NONE,
    READS,
    ALL
  }

  private static final long MILLI = 1_000_000;

  private final Simulation world;
  private final Map<SimulatedProcess, Cut> cuts = new HashMap<>();
  private final Map<SimulatedProcess, Slow> slow = new HashMap<>();
  private boolean down;
  private boolean healed;

  Network(Simulation world) {
    this.world = world;
  }

  void cut(SimulatedProcess process, Cut cut) {
    cuts.put(process, cut);
  }

  Cut cutOf(SimulatedProcess process) {
    return cuts.getOrDefault(process, Cut.NOTHING);
  }

  /** Answers to this process are slow, while requests pass. */
  void slow(SimulatedProcess process, Slow answers) {
    slow.put(process, answers);
  }

  /** The store refuses connections. */
  void down(boolean now) {
    down = now;
  }

  /** From now on nothing is lost or late. */
  void heal() {
    healed = true;
    down = false;
    cuts.clear();
    slow.clear();
  }

  void send(SimulatedProcess from, Action action, Consumer<Input.Reply> answer) {
    Cut cut = cutOf(from);
    if (down) {
      StoreException refused = StoreException.unavailable("connection refused", null);
      world.at(world.now() + MILLI, () -> answer.accept(failed(action, refused)));
      return;
    }
    if (cut == Cut.REQUESTS || cut == Cut.BOTH || lost()) {
      return;
    }
    world.at(world.now() + delay(), () -> arrive(from, action, answer));
    if (!healed && world.dice().chance(world.settings().copies())) {
      world.at(world.now() + world.dice().skewed(world.settings().lates()), () -> copy(action));
    }
  }

  private void arrive(SimulatedProcess from, Action action, Consumer<Input.Reply> answer) {
    Input.Reply reply = world.store().apply(action);
    world.transcript().applied(world.now(), from, reply);
    Cut cut = cutOf(from);
    if (cut != Cut.ANSWERS && cut != Cut.BOTH && !lost()) {
      world.at(world.now() + answerDelay(from, action), () -> answer.accept(reply));
    }
  }

  private void copy(Action action) {
    world.store().apply(action);
  }

  private boolean lost() {
    return !healed && world.dice().chance(world.settings().loss());
  }

  private long delay() {
    Dice dice = world.dice();
    long usual = MILLI + dice.skewed(20 * MILLI);
    return !healed && dice.chance(world.settings().late())
        ? usual + dice.skewed(world.settings().lates())
        : usual;
  }

  private long answerDelay(SimulatedProcess to, Action action) {
    Slow answers = slow.getOrDefault(to, Slow.NONE);
    boolean slowed =
        answers == Slow.ALL || answers == Slow.READS && action instanceof Action.Observe;
    return slowed
        ? to.timing.operationTimeout().toNanos() * world.dice().between(50, 115) / 100
        : delay();
  }

  static Input.Reply failed(Action action, Throwable failure) {
    if (action instanceof Action.Claim || action instanceof Action.Vacate) {
      return new Input.Written(action.number(), java.util.List.of(), failure);
    }
    if (action instanceof Action.Observe) {
      return new Input.Observed(action.number(), null, failure);
    }
    return new Input.Answered(action.number(), false, failure);
  }
}
