package io.election4j.demo;

import io.election4j.demo.Screen.Paint;
import io.election4j.demo.harness.CandidateView;
import io.election4j.demo.harness.CandidateView.State;
import io.election4j.demo.harness.Note;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Draws what happens: a line per event, and a row per candidate. */
final class Timeline implements CandidateView.Listener {

  private final Rows rows;
  private final Screen screen;
  private final Symbols glyphs;
  private final long startNanos = System.nanoTime();

  /** Begins now. */
  Timeline(Rows rows) {
    this.rows = rows;
    this.screen = rows.screen();
    this.glyphs = rows.glyphs();
  }

  /** Returns how much time has passed since its beginning. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

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

  @Override
  public void noted(CandidateView candidate, Note note) {
    String name = candidate.name();
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

  @Override
  public void complained(CandidateView candidate, String line) {
    event(System.nanoTime(), Paint.FAINT, candidate.name() + ": " + line);
  }

  @Override
  public void ended(CandidateView candidate, int exitCode) {
    if (candidate.state() == State.STANDING || candidate.state() == State.FROZEN) {
      event(
          System.nanoTime(),
          Paint.BAD,
          glyphs.dead()
              + " "
              + candidate.name()
              + " ended, nobody here asked it to: exit code "
              + exitCode);
    }
  }

  private void event(long nanos, Paint paint, String text) {
    double seconds = (nanos - startNanos) / 1e9;
    String time = String.format(Locale.ROOT, "%7.2f s  ", seconds);
    screen.line(screen.paint(Paint.FAINT, time) + screen.paint(paint, text));
  }

  void draw(List<CandidateView> candidates) {
    screen.block(rows.of(candidates, System.nanoTime()));
  }
}
