package io.election4j.proof.exploration;

import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.StoreRequest;
import io.election4j.proof.oracle.ModelStore;
import io.election4j.proof.oracle.Oracle;
import io.election4j.proof.oracle.StoreFaults;
import io.election4j.proof.oracle.Violation;
import io.election4j.spi.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two processes, one election and a store, in discrete time: a fifth of a lease by true time, which
 * is what the first process's clocks show; the second one's run 1.25 times as fast.
 *
 * <p>Time passes when nothing is left to do at once. A message arrives at once unless it is late;
 * then it arrives at any time, or never.
 */
final class World {

  static final String ELECTION = "a";

  /** One for all: making one costs more than a step. */
  private static final StoreException LATE = StoreException.unavailable("no answer in time", null);

  private static final long[] UNIT_NANOS = {100_000_000L, 125_000_000L};

  /** Far more than one instant can be the reason for. */
  private static final int MOST_TICKS = 100;

  private final Scope scope;
  private final ModelStore store;
  private final Oracle oracle;
  private final List<WorldProcess> processes = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private long time;
  private long writes;
  private int faults;

  World(Scope scope) {
    this.scope = scope;
    store = new ModelStore(StoreFaults.NONE, record -> writes++, () -> 0);
    oracle = new Oracle(store);
    for (int i = 0; i < UNIT_NANOS.length; i++) {
      processes.add(new WorldProcess(i, UNIT_NANOS[i], this));
    }
    processes.get(0).start();
    if (scope.led()) {
      peace(1);
    }
    processes.get(1).start();
    if (scope.led()) {
      peace(1);
    }
    ticks();
  }

  Scope scope() {
    return scope;
  }

  long time() {
    return time;
  }

  /** Returns how many records were written so far. */
  long writes() {
    return writes;
  }

  /** Returns how often something went wrong so far. */
  int faults() {
    return faults;
  }

  ModelStore store() {
    return store;
  }

  Oracle oracle() {
    return oracle;
  }

  List<WorldProcess> processes() {
    return processes;
  }

  List<Message> messages() {
    return messages;
  }

  /** Returns everything that can happen next, always in the same order. */
  List<Choice> choices() {
    return new Choices(this).all();
  }

  /** Lets one of them happen, and then whatever must. */
  void take(Choice choice) {
    choice.effect().run();
    ticks();
  }

  void goesWrong() {
    faults++;
  }

  void goesRight() {
    faults--;
  }

  // == Messages ==

  void send(Message message) {
    if (message.from.cut == ExploredFault.MUTE) {
      return;
    }
    messages.add(message);
  }

  /**
   * Applies a request, if it has not been, and lets the answer arrive, if somebody waits for it.
   */
  void arrive(Message message) {
    apply(message);
    Input.Reply answer = message.answer;
    if (message.awaited() && message.from.paused) {
      message.late = true;
      return;
    }
    messages.remove(message);
    if (answer != null && message.awaited() && !lost(message)) {
      message.from.step(answer);
    }
  }

  void apply(Message message) {
    if (message.answer == null) {
      message.answer = store.apply(message.action);
    }
  }

  private static boolean lost(Message answer) {
    ExploredFault cut = answer.from.cut;
    return cut == ExploredFault.DEAF
        || cut == ExploredFault.BLIND && answer.action instanceof StoreRequest.Observe;
  }

  static Input.Reply failed(StoreRequest action) {
    return Input.Reply.unknown(action, LATE);
  }

  // == Time ==

  /** Returns whether nothing is left to do at once. */
  boolean quiet() {
    for (Message message : messages) {
      if (!message.late) {
        return false;
      }
    }
    for (WorldProcess process : processes) {
      if (process.running() && (process.due() || !process.overdue().isEmpty())) {
        return false;
      }
    }
    return true;
  }

  void pass() {
    time++;
  }

  /** Wakes whoever is due, unless something else may happen to it first. */
  private void ticks() {
    for (WorldProcess process : processes) {
      for (int i = 0; process.running() && process.due() && !hasInputs(process); i++) {
        notForEver(i, process);
        process.tick();
      }
    }
  }

  private static void notForEver(int times, Object who) {
    if (times > MOST_TICKS) {
      throw new Violation("I12", who + " goes on without end");
    }
  }

  /** Returns whether a process may take another input than a tick at this instant. */
  boolean hasInputs(WorldProcess process) {
    for (Message message : messages) {
      if (message.from == process && message.awaited()) {
        return true;
      }
    }
    return !process.overdue().isEmpty();
  }

  // == Peace ==

  /**
   * Lets everything late arrive and everybody go on, and then so much time pass without a fault.
   */
  void peace(int units) {
    for (WorldProcess process : processes) {
      process.resume();
      process.cut = null;
    }
    for (long end = time + units; time < end; time++) {
      calm();
    }
    calm();
  }

  private void calm() {
    for (int i = 0; calmly(); i++) {
      notForEver(i, "this instant");
    }
  }

  /** Lets the first thing happen that must; returns whether there was any. */
  private boolean calmly() {
    for (Message message : messages) {
      arrive(message);
      return true;
    }
    for (WorldProcess process : processes) {
      if (process.running() && process.due()) {
        process.tick();
        return true;
      }
      if (process.stopping != 0) {
        process.workStops();
        return true;
      }
      for (long number : process.overdue()) {
        process.timeOut(number);
        return true;
      }
    }
    return false;
  }

  /** Everything has had time to heal: there is one leader if anybody stands. */
  void healed() {
    boolean stood = processes.stream().anyMatch(p -> p.alive() && p.standing);
    oracle.healed(Map.of(ELECTION, stood));
  }
}
