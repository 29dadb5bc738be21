package io.election4j.demo;

import io.election4j.demo.harness.LeadershipAudit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a demonstration measured.
 *
 * @param lease of every candidate
 * @param crashFailover from SIGKILL of the leader to the election of the next
 * @param handover from the moment the leader that was asked to leave had stopped its work, to the
 *     election of the next
 * @param handoverAsked the same from SIGTERM
 * @param freezeFailover from SIGSTOP of the leader to the election of the next
 * @param awareness from SIGCONT to the moment that leader knew it no longer was
 */
record Figures(
    Duration lease,
    Duration crashFailover,
    Duration handover,
    Duration handoverAsked,
    Duration freezeFailover,
    Duration awareness) {

  /** Returns how long a crash failover may take: 1.07 x lease + 0.3 s. */
  static Duration bound(Duration lease) {
    return lease.multipliedBy(107).dividedBy(100).plusMillis(300);
  }

  /** Returns the figures for people, a line each. */
  List<String> lines(LeadershipAudit audit, Symbols glyphs) {
    return List.of(
        "",
        line(
            "crash failover",
            seconds(crashFailover),
            multiple(crashFailover, glyphs)
                + ", from SIGKILL to the next leader; bound 1.07 "
                + glyphs.times()
                + " lease + 0.3 s = "
                + seconds(bound(lease))),
        line(
            "graceful handover",
            millis(handover),
            "from the end of the leader's work to the next leader; "
                + millis(handoverAsked)
                + " from SIGTERM"),
        line(
            "frozen leader",
            seconds(freezeFailover),
            "from SIGSTOP to the next leader; knew that it was none "
                + millis(awareness)
                + " after SIGCONT"),
        line(
            "overlaps",
            "" + audit.overlaps(),
            "among " + audit.terms().size() + " leaders, by the candidates' own logs"),
        line(
            "terms",
            audit.terms().stream().map(String::valueOf).collect(Collectors.joining(" ")),
            audit.terms().size() + " leaders"));
  }

  private String multiple(Duration time, Symbols glyphs) {
    return String.format(
        Locale.ROOT,
        "%.2f %s the lease",
        (double) time.toNanos() / lease.toNanos(),
        glyphs.times());
  }

  private static String line(String what, String figure, String meaning) {
    return String.format(Locale.ROOT, "  %-18s %-9s %s", what, figure, meaning);
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9);
  }

  static String millis(Duration time) {
    return wholeMillis(time) + " ms";
  }

  static long wholeMillis(Duration time) {
    return Math.round(time.toNanos() / 1e6);
  }
}
