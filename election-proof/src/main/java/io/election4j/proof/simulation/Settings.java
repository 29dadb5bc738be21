package io.election4j.proof.simulation;

import io.election4j.Candidate;
import io.election4j.Timing;
import io.election4j.internal.engine.EngineConfig;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What one run is like. Spans are in nanoseconds of true time, likelihoods from 0 to 1.
 *
 * @param timings each process's own: rivals need not agree on anything
 * @param elections their names
 * @param faults those that happen in this run
 * @param push whether the store pushes hints
 * @param epochTerms whether a new term is at least the server's time
 * @param losses how likely a request, and likewise an answer, is lost
 * @param copies how likely a request, and likewise an answer, arrives a second time
 * @param lates how likely a request or an answer takes much longer than usual
 * @param latest how much longer at the most
 * @param schedule the mean time between two schedule
 * @param staleAnswers whether answers that came too late reach the engine all the same
 * @param standings how each process stands
 */
record Settings(
    List<Timing> timings,
    List<String> elections,
    Set<Fault> faults,
    boolean push,
    boolean epochTerms,
    double losses,
    double copies,
    double lates,
    long latest,
    long schedule,
    boolean staleAnswers,
    List<EngineConfig> standings) {

  private static final double USUAL = 0.75;

  static Settings drawn(SeededRandom random, Options options) {
    long leaseMillis = random.between(3, 16) * 1000;
    boolean alike = random.chance(0.8);
    Timing shared = timing(random, leaseMillis);
    int most = 2 + random.below(3);
    int processes = options.processes() > 0 ? options.processes() : most;
    List<Timing> timings =
        IntStream.range(0, processes)
            .mapToObj(i -> alike ? shared : timing(random, random.between(3, 16) * 1000))
            .toList();
    int some = 1 + random.below(3);
    int elections = options.elections() > 0 ? options.elections() : some;
    boolean calm = random.chance(0.2);
    long lease = shared.lease().toNanos();
    return new Settings(
        timings,
        IntStream.range(0, elections).mapToObj(i -> "e" + i).toList(),
        faults(random, options),
        random.chance(0.5),
        random.chance(0.5),
        calm ? 0 : random.between(0, 0.15),
        calm ? 0.001 : random.between(0, 0.05),
        calm ? 0.001 : random.between(0, 0.1),
        random.between(1, 10) * lease,
        random.between(2, 30) * lease / 10,
        random.chance(0.5),
        standings(random, timings));
  }

  private static List<EngineConfig> standings(SeededRandom random, List<Timing> timings) {
    boolean some = random.chance(0.5);
    return IntStream.range(0, timings.size())
        .mapToObj(
            i -> {
              Candidate candidate = Candidate.named("p" + i).withPriority(random.below(3));
              long drain = random.between(1, 20) * timings.get(i).lease().toNanos() / 10;
              boolean listed = some && random.chance(0.8);
              return new EngineConfig(
                  timings.get(i), candidate, listed, random.chance(0.5), Duration.ofNanos(drain));
            })
        .toList();
  }

  private static Set<Fault> faults(SeededRandom random, Options options) {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    for (Fault fault : Fault.values()) {
      // Drawn for all, so that a run without one fault is else as much the same as can be.
      boolean drawn = random.chance(USUAL);
      if (options.faults().contains(fault) && (drawn || options.every())) {
        faults.add(fault);
      }
    }
    return faults;
  }

  private static Timing timing(SeededRandom random, long lease) {
    long trust = lease * 4 / 5;
    long heartbeat = random.between(lease / 20, lease / 3);
    long grace = random.between(lease / 30, lease / 6);
    long left = trust - heartbeat - grace;
    long timeout = Math.max(100, random.between(left / 6, left / 2));
    long poll = random.between(lease / 15, lease / 4);
    return new Timing(
        millis(lease), millis(heartbeat), millis(grace), millis(timeout), millis(poll));
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  boolean has(Fault fault) {
    return faults.contains(fault);
  }

  /** Returns the longest of the leases. */
  long longestLease() {
    return timings.stream().mapToLong(t -> t.lease().toNanos()).max().orElseThrow();
  }

  /** Returns the longest of the polls. */
  long longestPoll() {
    return timings.stream().mapToLong(t -> t.poll().toNanos()).max().orElseThrow();
  }
}
