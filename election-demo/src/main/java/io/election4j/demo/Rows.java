package io.election4j.demo;

import io.election4j.demo.Screen.Paint;
import io.election4j.demo.harness.CandidateView;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Draws a row per candidate: what it does and, of one that leads or led last, what is left of its
 * lease.
 *
 * @param screen says how colours are written
 * @param glyphs what to draw with
 * @param lease of every candidate
 */
record Rows(Screen screen, Symbols glyphs, Duration lease) {

  private static final int BAR = 30;

  /** Of the bar, the part that rivals wait for after the leader has ceased to trust its lease. */
  private static final int MARGIN = BAR / 5;

  /** Returns the rows of this moment, below an empty one; none if there are no candidates. */
  List<String> of(List<CandidateView> candidates, long now) {
    int width = candidates.stream().mapToInt(c -> c.name().length()).max().orElse(0);
    List<String> rows = candidates.stream().map(candidate -> row(candidate, width, now)).toList();
    return rows.isEmpty() ? rows : Stream.concat(Stream.of(""), rows.stream()).toList();
  }

  private String row(CandidateView candidate, int width, long now) {
    String name = candidate.name() + " ".repeat(width - candidate.name().length());
    String text =
        String.format(Locale.ROOT, "  %s %s  %-18s", sign(candidate), name, status(candidate));
    return screen.paint(paint(candidate), text)
        + (candidate.leading() ? lease(candidate, now) : "");
  }

  private String sign(CandidateView candidate) {
    return switch (candidate.state()) {
      case KILLED -> glyphs.dead();
      case FROZEN -> glyphs.frozen();
      default -> candidate.leading() ? glyphs.leads() : " ";
    };
  }

  private static String status(CandidateView candidate) {
    return switch (candidate.state()) {
      case STARTING -> "starts";
      case KILLED -> "killed";
      case GONE -> "gone";
      case LEAVING -> "leaves";
      case FROZEN -> "frozen in term " + candidate.term();
      case STANDING -> candidate.leading() ? "leads term " + candidate.term() : follows(candidate);
    };
  }

  private static String follows(CandidateView candidate) {
    return candidate.follows().isEmpty() ? "waits" : "follows " + candidate.follows();
  }

  private static Paint paint(CandidateView candidate) {
    return switch (candidate.state()) {
      case STANDING -> candidate.leading() ? Paint.GOOD : Paint.PLAIN;
      case KILLED -> candidate.leading() ? Paint.BAD : Paint.FAINT;
      case FROZEN -> Paint.ODD;
      default -> Paint.FAINT;
    };
  }

  /** The bar is as long as the lease, and full when a renewal has just been sent. */
  private String lease(CandidateView candidate, long now) {
    long trustNanos = candidate.trustedUntilNanos() - now;
    double left = (trustNanos + lease.toNanos() / 5.0) / lease.toNanos();
    int cells = (int) Math.round(Math.min(1, Math.max(0, left)) * BAR);
    int margin = Math.min(cells, MARGIN);
    return screen.paint(Paint.ODD, glyphs.margin().repeat(margin))
        + screen.paint(Paint.GOOD, glyphs.trust().repeat(cells - margin))
        + screen.paint(Paint.FAINT, glyphs.spent().repeat(BAR - cells))
        + "  "
        + (trustNanos > 0
            ? String.format(Locale.ROOT, "%.1f s", trustNanos / 1e9)
            : cells > 0 ? "must have stopped" : "silent for a whole lease");
  }
}
