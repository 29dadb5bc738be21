package io.election4j.demo;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/**
 * A demonstration: its cast, and where it is shown.
 *
 * @param arena where the candidates meet; not closed here
 * @param candidates how many
 * @param lease of each
 * @param main the class whose {@code main} runs the command {@code candidate}
 * @param screen where it is drawn
 * @param glyphs what it is drawn with
 */
public record Demo(
    DemoStore arena, int candidates, Duration lease, String main, Screen screen, Symbols glyphs) {

  private static final String PREFIX = "election4j-demo/";
  private static final Duration BASE = Duration.ofSeconds(40);
  private static final Duration ACTING = Duration.ofSeconds(15);
  private static final int LEASES = 5;

  /** Returns how long it takes when nothing goes wrong. */
  public static Duration usual(Duration lease) {
    return ACTING.plus(lease.multipliedBy(2));
  }

  /** Returns after how much time it ends, whatever happens: 55 s with a lease of 3 s. */
  public static Duration longest(Duration lease) {
    return BASE.plus(lease.multipliedBy(LEASES));
  }

  /**
   * Plays it, and waits for its end. If this process is asked to end meanwhile, so are the
   * candidates.
   *
   * @throws DemoFailedException if it could not be played to its end
   */
  public Outcome play() {
    String election = PREFIX + HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    long start = System.nanoTime();
    Timeline timeline = new Timeline(screen, glyphs, lease, start);
    CandidateLauncher casting = new CandidateLauncher(main, election, lease, arena.environment());
    Contest contest = new Contest(casting, timeline, start, longest(lease));
    Thread abort = new Thread(() -> abort(contest), "abort");
    Runtime.getRuntime().addShutdownHook(abort);
    try (contest) {
      Figures figures = new Script(contest, timeline, lease, candidates).play();
      return new Outcome(arena, election, figures, Audit.of(election, contest.logs()));
    } finally {
      forget(abort);
    }
  }

  private void abort(Contest contest) {
    screen.close();
    contest.close();
    arena.close();
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException aborting) {
      // It runs, and does what has to be done.
    }
  }
}
