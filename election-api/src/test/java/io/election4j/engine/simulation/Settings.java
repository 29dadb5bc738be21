package io.election4j.engine.simulation;

import io.election4j.Timing;
import java.time.Duration;
import java.util.List;

/**
 * What one run is like. Spans are in nanoseconds of true time.
 *
 * @param timings each process's own: rivals need not agree on anything
 * @param elections their names
 * @param push whether the store pushes hints
 * @param loss how likely a request, and likewise an answer, is lost
 * @param copies how likely a request arrives a second time
 * @param late how likely a request takes much longer than usual
 * @param lates how much longer at the most
 * @param mishaps the mean time between two mishaps
 * @param staleAnswers whether answers that came too late reach the engine all the same
 */
record Settings(
    List<Timing> timings,
    List<String> elections,
    boolean push,
    double loss,
    double copies,
    double late,
    long lates,
    long mishaps,
    boolean staleAnswers) {

  static Settings drawn(Dice dice) {
    long leaseMillis = dice.between(3, 16) * 1000;
    boolean alike = dice.chance(0.8);
    Timing shared = timing(dice, leaseMillis);
    int processes = 2 + dice.below(3);
    List<Timing> timings =
        java.util.stream.IntStream.range(0, processes)
            .mapToObj(i -> alike ? shared : timing(dice, dice.between(3, 16) * 1000))
            .toList();
    boolean calm = dice.chance(0.2);
    return new Settings(
        timings,
        List.of("a", "b", "c").subList(0, 1 + dice.below(3)),
        dice.chance(0.5),
        calm ? 0 : dice.between(0, 0.15),
        calm ? 0 : dice.between(0, 0.05),
        calm ? 0.001 : dice.between(0, 0.1),
        dice.between(1, 4) * nanos(shared.lease()),
        dice.between(2, 30) * nanos(shared.lease()) / 10,
        dice.chance(0.5));
  }

  private static Timing timing(Dice dice, long lease) {
    long trust = lease * 4 / 5;
    long heartbeat = dice.between(lease / 20, lease / 3);
    long grace = dice.between(lease / 30, lease / 6);
    long timeout =
        Math.max(
            100, dice.between((trust - heartbeat - grace) / 6, (trust - heartbeat - grace) / 2));
    long poll = dice.between(lease / 15, lease / 4);
    return new Timing(
        millis(lease), millis(heartbeat), millis(grace), millis(timeout), millis(poll));
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  static long nanos(Duration span) {
    return span.toNanos();
  }

  /** Returns the longest of the leases. */
  long longestLease() {
    return timings.stream().mapToLong(t -> nanos(t.lease())).max().orElseThrow();
  }

  /** Returns the longest of the polls. */
  long longestPoll() {
    return timings.stream().mapToLong(t -> nanos(t.poll())).max().orElseThrow();
  }
}
