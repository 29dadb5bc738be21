package io.election4j.demo;

import io.election4j.demo.harness.CandidateFleet;
import io.election4j.demo.harness.CandidateJvm;
import io.election4j.demo.harness.CandidateView;
import io.election4j.demo.harness.LeadershipAudit;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * A demonstration: its cast, and where it is shown.
 *
 * @param store where the candidates meet; not closed here
 * @param candidates how many
 * @param lease of each
 * @param screen where it is drawn
 * @param symbols what it is drawn with
 */
record Demo(DemoStore store, int candidates, Duration lease, Screen screen, Symbols symbols) {

  private static final String PREFIX = "election4j-demo/";
  private static final Duration BASE = Duration.ofSeconds(40);
  private static final Duration ACTING = Duration.ofSeconds(15);
  private static final int LEASES = 5;

  /** Returns how long it takes when nothing goes wrong. */
  Duration usual() {
    return ACTING.plus(lease.multipliedBy(2));
  }

  /** Returns after how much time it ends, whatever happens: 55 s with a lease of 3 s. */
  private Duration longest() {
    return BASE.plus(lease.multipliedBy(LEASES));
  }

  /**
   * Plays it, and waits for its end. If this process is asked to end meanwhile, so are the
   * candidates.
   *
   * @throws DemoFailedException if it could not be played to its end
   */
  Outcome play() {
    String election = PREFIX + HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    Timeline timeline = new Timeline(new Rows(screen, symbols, lease));
    Contest contest = new Contest(starting(election), timeline, longest());
    Thread abort = new Thread(() -> abort(contest), "abort");
    Runtime.getRuntime().addShutdownHook(abort);
    try (contest) {
      Figures figures = new Script(contest, timeline, this).play();
      return new Outcome(store, election, figures, LeadershipAudit.of(election, contest.logs()));
    } finally {
      forget(abort);
    }
  }

  private CandidateFleet.Starting starting(String election) {
    CandidateJvm jvm =
        new CandidateJvm(
            DemoCandidate.class, CandidateJvm.SMALL_AND_QUICK, store.address().environment());
    String millis = Long.toString(lease.toMillis());
    return name -> new CandidateView(name, jvm.startDeaf(name, election, millis), List.of());
  }

  private void abort(Contest contest) {
    screen.close();
    contest.close();
    store.close();
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException aborting) {
      // It runs, and does what has to be done.
    }
  }
}
