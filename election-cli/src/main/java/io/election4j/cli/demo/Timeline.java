package io.election4j.cli.demo;

import io.election4j.cli.demo.Contender.State;
import io.election4j.cli.demo.Screen.Paint;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Draws what happens: a line per event, and a row per candidate. */
final class Timeline {

  private static final int BAR = 30;

  /** Of the bar, the part that rivals wait for after the leader has ceased to trust its lease. */
  private static final int MARGIN = BAR / 5;

  private final Screen screen;
  private final Glyphs glyphs;
  private final Duration lease;
  private final long startNanos;

  Timeline(Screen screen, Glyphs glyphs, Duration lease, long startNanos) {
    this.screen = screen;
    this.glyphs = glyphs;
    this.lease = lease;
    this.startNanos = startNanos;
  }

  // == Events ==

  /** Says how to read the bars. */
  void legend() {
    screen.line(
        screen.paint(
            Paint.FAINT,
            "A bar is a lease: "
                + glyphs.trust()
                + " the leader trusts it, "
                + glyphs.margin()
                + " it may not act any more, "
                + "the others still wait."));
  }

  /** Announces what the demo is about to do. */
  void act(String text) {
    screen.line("");
    event(System.nanoTime(), Paint.BOLD, text);
  }

  /** Tells what came of it. */
  void outcome(String text) {
    event(System.nanoTime(), Paint.PLAIN, "  " + text);
  }

  void noted(Contender contender, Note note) {
    String name = contender.name();
    switch (note.kind()) {
      case READY -> event(note.nanos(), Paint.FAINT, name + " takes part");
      case ELECTED ->
          event(
              note.nanos(),
              Paint.GOOD,
              glyphs.leads() + " " + name + " is elected, term " + note.term());
      case REVOKED ->
          event(
              note.nanos(),
              Paint.ODD,
              name + " no longer leads, term " + note.term() + " is over: " + reason(note));
      default -> {}
    }
  }

  private static String reason(Note note) {
    return note.text().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  void complained(Contender contender, String line) {
    event(System.nanoTime(), Paint.FAINT, contender.name() + ": " + line);
  }

  void ended(Contender contender, int exitCode) {
    if (contender.state() == State.STANDING || contender.state() == State.FROZEN) {
      event(
          System.nanoTime(),
          Paint.BAD,
          glyphs.dead()
              + " "
              + contender.name()
              + " ended, nobody here asked it to: exit code "
              + exitCode);
    }
  }

  private void event(long nanos, Paint paint, String text) {
    double seconds = (nanos - startNanos) / 1e9;
    String time = String.format(Locale.ROOT, "%7.2f s  ", seconds);
    screen.line(screen.paint(Paint.FAINT, time) + screen.paint(paint, text));
  }

  // == Rows ==

  void draw(List<Contender> contenders) {
    long now = System.nanoTime();
    int width = contenders.stream().mapToInt(c -> c.name().length()).max().orElse(0);
    List<String> rows = contenders.stream().map(contender -> row(contender, width, now)).toList();
    screen.block(rows.isEmpty() ? rows : Stream.concat(Stream.of(""), rows.stream()).toList());
  }

  private String row(Contender contender, int width, long now) {
    String name = contender.name() + " ".repeat(width - contender.name().length());
    String text =
        String.format(Locale.ROOT, "  %s %s  %-18s", sign(contender), name, status(contender));
    return screen.paint(paint(contender), text)
        + (contender.leading() ? lease(contender, now) : "");
  }

  private String sign(Contender contender) {
    return switch (contender.state()) {
      case KILLED -> glyphs.dead();
      case FROZEN -> glyphs.frozen();
      default -> contender.leading() ? glyphs.leads() : " ";
    };
  }

  private static String status(Contender contender) {
    return switch (contender.state()) {
      case STARTING -> "starts";
      case KILLED -> "killed";
      case GONE -> "gone";
      case LEAVING -> "leaves";
      case FROZEN -> "frozen in term " + contender.term();
      case STANDING -> contender.leading() ? "leads term " + contender.term() : follows(contender);
    };
  }

  private static String follows(Contender contender) {
    return contender.follows().isEmpty() ? "waits" : "follows " + contender.follows();
  }

  private static Paint paint(Contender contender) {
    return switch (contender.state()) {
      case STANDING -> contender.leading() ? Paint.GOOD : Paint.PLAIN;
      case KILLED -> contender.leading() ? Paint.BAD : Paint.FAINT;
      case FROZEN -> Paint.ODD;
      default -> Paint.FAINT;
    };
  }

  /** The bar is as long as the lease, and full when a renewal has just been sent. */
  private String lease(Contender contender, long now) {
    long trustNanos = contender.trustedUntilNanos() - now;
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
