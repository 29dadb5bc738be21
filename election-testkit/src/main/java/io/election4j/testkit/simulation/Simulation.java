package io.election4j.testkit.simulation;

import io.election4j.engine.Input;
import io.election4j.spi.ElectionRecord;
import io.election4j.testkit.oracle.ModelStore;
import io.election4j.testkit.oracle.Oracle;
import io.election4j.testkit.oracle.Tally;
import io.election4j.testkit.oracle.Violation;
import io.election4j.testkit.simulation.SimulatedProcess.Membership;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One run: ten minutes of trouble, then peace until everything must have healed. The same seed is
 * the same run, to the last bit.
 */
public final class Simulation {

  private static final long SECOND = 1_000_000_000L;
  private static final long TROUBLE = 600 * SECOND;

  private record Event(long at, long number, Runnable what) {}

  private final Dice dice;
  private final Settings settings;
  private final Transcript transcript;
  private final ModelStore store;
  private final Network network = new Network(this);
  private final Oracle oracle;
  private final List<SimulatedProcess> processes = new ArrayList<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private long now;
  private long numbers;
  private boolean peace;

  private Simulation(long seed, boolean recording) {
    dice = new Dice(seed);
    settings = Settings.drawn(dice);
    transcript = new Transcript(recording);
    store = new ModelStore(new RandomUpsets(dice), this::push);
    oracle = new Oracle(store);
  }

  /**
   * Runs a seed.
   *
   * @return what happened, in figures
   * @throws AssertionError with the seed and the end of the transcript if an invariant is violated
   */
  static Figures run(long seed) {
    try {
      return tried(seed);
    } catch (RuntimeException violation) {
      throw new AssertionError(again(seed, violation), violation);
    }
  }

  /**
   * Runs a seed, for callers that were loaded apart from this class and share no other type with
   * it.
   *
   * @param settings what is not to be drawn from the seed; nothing is, if empty
   * @return the invariant that was violated first and how, or {@code null} if all hold
   */
  public static @Nullable String firstViolation(long seed, String settings) {
    if (!settings.isEmpty()) {
      throw new IllegalArgumentException("settings '" + settings + "' are unknown");
    }
    try {
      tried(seed);
      return null;
    } catch (RuntimeException violation) {
      return violation.toString();
    }
  }

  /** Runs a seed; throws whatever goes wrong as it is. */
  static Figures tried(long seed) {
    return new Simulation(seed, false).run();
  }

  private static String again(long seed, RuntimeException violation) {
    Simulation replay = new Simulation(seed, true);
    String once = violation.toString();
    String twice = "nothing";
    try {
      replay.run();
    } catch (RuntimeException same) {
      twice = same.toString();
    }
    return "seed "
        + seed
        + "\n"
        + replay.settings
        + "\n"
        + replay.transcript.tail()
        + "\n"
        + (once.equals(twice) ? once : "NOT REPLAYED: " + once + ", then " + twice)
        + "\nAgain: -Dsimulation.first="
        + seed
        + " -Dsimulation.seeds=1";
  }

  private Figures run() {
    for (int i = 0; i < settings.timings().size(); i++) {
      processes.add(new SimulatedProcess("p" + i, settings.timings().get(i), this));
    }
    new Mishaps(this).begin();
    runUntil(TROUBLE);
    peace();
    // What is under way may still arrive, and then everything has to be found out and to run out.
    long underWay = Math.max(settings.lates(), 3 * settings.longestLease());
    runUntil(now + underWay + 4 * settings.longestLease() + 14 * settings.longestPoll());
    healed();
    Tally seen = oracle.tally();
    return new Figures(
        1, seen.steps(), seen.elected(), seen.lost(), seen.fences(), seen.ghosts(), now);
  }

  private void healed() {
    Map<String, Boolean> stood = new LinkedHashMap<>();
    for (String election : settings.elections()) {
      stood.put(
          election,
          processes.stream()
              .anyMatch(p -> p.alive() && p.membership(election) == Membership.CANDIDATE));
    }
    oracle.healed(stood);
    for (SimulatedProcess process : processes) {
      requireDone(!process.closing(), process + " has not closed");
      stood
          .keySet()
          .forEach(
              election ->
                  requireDone(
                      process.membership(election) != Membership.LEAVING,
                      process + " has not left " + election));
    }
  }

  private static void requireDone(boolean done, String otherwise) {
    if (!done) {
      throw new Violation("I12", otherwise);
    }
  }

  private void runUntil(long end) {
    while (!events.isEmpty() && events.peek().at() <= end) {
      Event event = events.poll();
      now = event.at();
      event.what().run();
    }
    now = end;
  }

  private void peace() {
    transcript.happens(now, () -> "peace");
    peace = true;
    network.heal();
    processes.forEach(SimulatedProcess::resume);
  }

  // == The world ==

  /** Lets something happen at a time of true time. */
  void at(long trueNanos, Runnable what) {
    events.add(new Event(Math.max(now, trueNanos), numbers++, what));
  }

  long now() {
    return now;
  }

  boolean inPeace() {
    return peace;
  }

  Dice dice() {
    return dice;
  }

  Settings settings() {
    return settings;
  }

  ModelStore store() {
    return store;
  }

  Network network() {
    return network;
  }

  Oracle oracle() {
    return oracle;
  }

  Transcript transcript() {
    return transcript;
  }

  List<SimulatedProcess> processes() {
    return processes;
  }

  /** Returns how long work takes to stop once it is asked to. */
  long workStopsAfter() {
    if (peace || dice.chance(0.7)) {
      return dice.skewed(SECOND / 20);
    }
    return dice.skewed(dice.chance(0.8) ? settings.longestLease() : 3 * settings.longestLease());
  }

  private void push(ElectionRecord record) {
    if (!settings.push()) {
      return;
    }
    for (SimulatedProcess process : processes) {
      while (!dice.chance(0.25)) {
        long delay = dice.skewed(dice.chance(0.9) ? SECOND / 20 : settings.lates());
        at(now + delay, () -> process.submit(new Input.Hint(record)));
        if (dice.chance(0.9)) {
          break;
        }
      }
    }
  }
}
