package io.election4j.proof.simulation;

import java.util.EnumSet;
import java.util.Set;

/**
 * What of a run is not drawn from its seed.
 *
 * @param faults those that may happen; each run draws some of them
 * @param every whether each run has all of them
 * @param clockRatio how far monotonic clocks run apart at the most: 1 or more
 * @param corners whether every clock is as fast or as slow as that allows, in turn
 * @param processes how many; 0: drawn
 * @param elections how many; 0: drawn
 * @param skipped the schedule that do not happen, by their number, so that a failing run can be
 *     made shorter
 */
record Options(
    Set<Fault> faults,
    boolean every,
    double clockRatio,
    boolean corners,
    int processes,
    int elections,
    Set<Integer> skipped) {

  /** What DESIGN allows clocks to run apart. */
  static final double RATIO = 1.25;

  static final Options DRAWN =
      new Options(EnumSet.allOf(Fault.class), false, RATIO, false, 0, 0, Set.of());

  /**
   * Reads words such as {@code faults=crash,pause every=true clock-ratio=1.3 processes=3
   * elections=1}, each of them optional.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  static Options parse(String words) {
    Options options = DRAWN;
    for (String word : words.strip().split("\\s+", -1)) {
      options = word.isEmpty() ? options : options.with(word);
    }
    return options;
  }

  private Options with(String word) {
    int equals = word.indexOf('=');
    String name = word.substring(0, Math.max(0, equals));
    String value = word.substring(equals + 1);
    return switch (name) {
      case "faults" -> withFaults(Fault.named(value));
      case "every" -> withEvery(Boolean.parseBoolean(value));
      case "clock-ratio" -> withClockRatio(Double.parseDouble(value)).withCorners(true);
      case "processes" -> withProcesses(Integer.parseInt(value));
      case "elections" -> withElections(Integer.parseInt(value));
      default -> throw new IllegalArgumentException("settings '" + word + "' is unknown");
    };
  }

  Options withFaults(Set<Fault> others) {
    return new Options(others, every, clockRatio, corners, processes, elections, skipped);
  }

  Options withEvery(boolean all) {
    return new Options(faults, all, clockRatio, corners, processes, elections, skipped);
  }

  Options withClockRatio(double ratio) {
    return new Options(faults, every, ratio, corners, processes, elections, skipped);
  }

  Options withCorners(boolean all) {
    return new Options(faults, every, clockRatio, all, processes, elections, skipped);
  }

  Options withProcesses(int number) {
    return new Options(faults, every, clockRatio, corners, number, elections, skipped);
  }

  Options withElections(int number) {
    return new Options(faults, every, clockRatio, corners, processes, number, skipped);
  }

  Options withSkipped(Set<Integer> numbers) {
    return new Options(faults, every, clockRatio, corners, processes, elections, numbers);
  }
}
