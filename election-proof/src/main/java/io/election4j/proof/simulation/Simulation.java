package io.election4j.proof.simulation;

import io.election4j.proof.oracle.ModelStore;
import io.election4j.proof.oracle.Oracle;
import io.election4j.proof.oracle.Violation;
import io.election4j.proof.simulation.SimulatedProcess.Membership;
import io.election4j.testkit.virtual.internal.VirtualTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run: ten minutes of trouble, then peace until everything must have healed. The same seed and
 * options are the same run, to the last bit.
 */
public final class Simulation {

  private static final long SECOND = 1_000_000_000L;
  private static final long TROUBLE = 600 * SECOND;
  private static final long EPOCH_MILLIS = 1_700_000_000_000L;

  private final long seed;
  private final Settings settings;
  private final Transcript transcript;
  private final Reach reach = new Reach();
  private final ModelStore store;
  private final Network network;
  private final Oracle oracle;
  private final FaultSchedule schedule;
  private final Bells bells;
  private final List<SimulatedProcess> processes = new ArrayList<>();
  private final VirtualTime time = new VirtualTime();
  private long purposes;
  private boolean peace;

  Simulation(long seed, Options options, Transcript transcript) {
    this.seed = seed;
    this.transcript = transcript;
    SeededRandom random = random();
    settings = Settings.drawn(random, options);
    Hints hints = new Hints(this, random());
    store =
        new ModelStore(
            new RandomStoreFaults(this, random()),
            record -> {
              hints.push(record);
              ring();
            },
            settings.epochTerms() ? () -> EPOCH_MILLIS + now() / 1_000_000 : () -> 0);
    oracle = new Oracle(store);
    network = new Network(this, random());
    populate(random, options);
    schedule = new FaultSchedule(this, random(), options.skipped());
    bells = new Bells(this, random());
  }

  private void populate(SeededRandom random, Options options) {
    boolean fastFirst = random.chance(0.5);
    for (int i = 0; i < settings.timings().size(); i++) {
      boolean corner = random.chance(0.6) || options.corners();
      double rate =
          DriftingClock.rate(random, options.clockRatio(), corner, i % 2 == 0 == fastFirst);
      boolean drifting = settings.has(Fault.CLOCK_RATE) || options.corners();
      DriftingClock clock = DriftingClock.of(random, drifting ? rate : 1);
      processes.add(
          new SimulatedProcess(this, new Machine(settings.standings().get(i), clock), random()));
      if (drifting) {
        reach.happened(Fault.CLOCK_RATE);
      }
    }
  }

  /**
   * Runs a seed, for callers that were loaded apart from this class and share no other type with
   * it.
   *
   * @param settings what is not to be drawn from the seed, in words such as {@code
   *     faults=crash,pause clock-ratio=1.3 processes=3 elections=1}; nothing is, if empty
   * @return the invariant that was violated first and how, or {@code null} if all hold
   * @throws IllegalArgumentException if the settings cannot be read
   */
  public static @Nullable String firstViolation(long seed, String settings) {
    Options options = Options.parse(settings);
    try {
      new Simulation(seed, options, Transcript.unwanted()).run();
      return null;
    } catch (RuntimeException violation) {
      return violation.toString();
    }
  }

  /**
   * Runs to the end.
   *
   * @return what happened, in figures
   * @throws Violation if an invariant does not hold
   */
  Figures run() {
    transcript.happens(now(), () -> "seed " + seed + ": " + settings);
    schedule.begin();
    runUntil(TROUBLE);
    peace();
    besideASickOne(random());
    settle();
    healed();
    return figures();
  }

  /** What is under way may still arrive, and then everything has to be found out and to run out. */
  private void settle() {
    long settled = network.settledBy();
    for (SimulatedProcess process : processes) {
      settled = Math.max(settled, process.work().stoppedBy());
    }
    runUntil(Math.max(now(), settled) + 8 * settings.longestLease() + 14 * settings.longestPoll());
  }

  /** There is peace, but one process cannot renew: the others lead, and go on to. */
  private void besideASickOne(SeededRandom random) {
    List<Fault> faults = ConnectionFaults.SICK.stream().filter(settings::has).toList();
    if (faults.isEmpty()) {
      return;
    }
    SimulatedProcess sick = random.oneOf(processes);
    Fault fault = random.oneOf(faults);
    transcript.happens(now(), () -> "but of " + sick + " " + fault.text());
    sick.line().begin(fault);
    settle();
    Map<String, Long> terms = oracle.beside(sick, stood(sick));
    runUntil(now() + 2 * settings.longestLease());
    Map<String, Long> later = oracle.beside(sick, stood(sick));
    if (!terms.equals(later)) {
      throw new Violation("I13", "beside " + sick + " terms are " + later + " after " + terms);
    }
    sick.line().heal();
  }

  /** Returns each election, and whether a living process stands for it, without this one. */
  private Map<String, Boolean> stood(@Nullable SimulatedProcess without) {
    Map<String, Boolean> stood = new LinkedHashMap<>();
    for (String election : settings.elections()) {
      stood.put(
          election,
          processes.stream()
              .filter(p -> p != without)
              .anyMatch(p -> p.alive() && p.membership(election) == Membership.CANDIDATE));
    }
    return stood;
  }

  /** Returns what happened up to now(). */
  Figures figures() {
    return new Figures(1, oracle.tally(), reach, now());
  }

  /**
   * Runs until then only, if that is before there is peace; else to the end.
   *
   * @throws Violation if an invariant does not hold until then
   */
  void run(long trueNanos) {
    if (trueNanos < TROUBLE) {
      schedule.begin();
      runUntil(trueNanos);
    } else {
      run();
    }
  }

  private void runUntil(long end) {
    time.pass(end - now());
  }

  private void peace() {
    transcript.happens(now(), () -> "peace");
    peace = true;
    for (SimulatedProcess process : processes) {
      process.line().heal();
      process.clock().stand(false, now());
      process.threads().resume();
      process.threads().unstall();
      process.resume();
      if (process.work().endless()) {
        process.crash();
      }
    }
  }

  private void healed() {
    oracle.healed(stood(null));
    for (SimulatedProcess process : processes) {
      requireDone(!process.closing(), process + " has not closed");
      for (String election : settings.elections()) {
        boolean left = process.membership(election) != Membership.LEAVING;
        requireDone(left, process + " has not left " + election);
      }
    }
  }

  private static void requireDone(boolean done, String otherwise) {
    if (!done) {
      throw new Violation("I12", otherwise);
    }
  }

  // == The world ==

  /** Whoever follows may hear that something has happened, if there is a doorbell. */
  void ring() {
    bells.ring();
  }

  /** Lets something happen at a time of true time. */
  void at(long trueNanos, Runnable what) {
    time.at(trueNanos, what);
  }

  long now() {
    return time.now();
  }

  boolean inPeace() {
    return peace;
  }

  /** Returns random choices for one more purpose. */
  SeededRandom random() {
    return SeededRandom.of(seed, purposes++);
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

  Reach reach() {
    return reach;
  }

  List<SimulatedProcess> processes() {
    return processes;
  }

  /** Returns the schedule there were, left out or not. */
  int schedule() {
    return schedule.number();
  }
}
