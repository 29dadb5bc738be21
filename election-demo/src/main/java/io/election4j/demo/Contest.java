package io.election4j.demo;

import io.election4j.demo.harness.CandidateFleet;
import io.election4j.demo.harness.CandidateLog;
import io.election4j.demo.harness.CandidateView;
import io.election4j.demo.harness.CandidateView.State;
import io.election4j.demo.harness.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The candidates' processes, drawn while somebody waits for something. */
final class Contest implements AutoCloseable {

  private static final Duration FRAME = Duration.ofMillis(100);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final List<String> NAMES =
      List.of(
          "Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ivo", "Jun", "Kim", "Leo",
          "Mia", "Noa", "Oli", "Pia", "Quin", "Rosa", "Sam", "Tess", "Uma", "Vic", "Wim", "Xia",
          "Yan", "Zoe");

  private final CandidateFleet fleet;
  private final Timeline timeline;
  private final Duration longest;
  private volatile boolean closed;

  /**
   * Nobody takes part yet.
   *
   * @param longest after how much time since the timeline's beginning all waiting ends
   */
  Contest(CandidateFleet.Starting starting, Timeline timeline, Duration longest) {
    this.fleet = new CandidateFleet(starting, timeline);
    this.timeline = timeline;
    this.longest = longest;
  }

  /** Returns the name of the candidate that is started after so many others. */
  private static String name(int started) {
    String name = NAMES.get(started % NAMES.size());
    return started < NAMES.size() ? name : name + (started / NAMES.size() + 1);
  }

  /** Starts candidates until so many take part. */
  void fill(int count) {
    try {
      while (fleet.all().stream().filter(CandidateView::running).count() < count) {
        fleet.start(name(fleet.all().size()));
      }
    } catch (IOException failure) {
      throw new DemoFailedException("cannot start a candidate: " + failure.getMessage());
    }
    await("all candidates taking part", () -> fleet.all().stream().allMatch(Contest::takesPart));
  }

  private static boolean takesPart(CandidateView candidate) {
    if (candidate.hasEnded() && !candidate.isReady()) {
      throw new DemoFailedException(
          candidate.name() + " ended before it took part, with exit code " + candidate.exitCode());
    }
    return candidate.isReady();
  }

  /** Waits for a leader of a later term than this one. */
  CandidateView awaitLeaderAfter(long term) {
    await("a leader after term " + term, () -> leaderAfter(term).isPresent());
    return leaderAfter(term).orElseThrow();
  }

  private Optional<CandidateView> leaderAfter(long term) {
    return fleet.all().stream()
        .filter(one -> one.leading() && one.state() == State.STANDING && one.term() > term)
        .findFirst();
  }

  /** Lets people watch. */
  void watch(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    await("an end", () -> end - System.nanoTime() <= 0);
  }

  /** Draws until something is so. */
  void await(String what, BooleanSupplier condition) {
    do {
      if (closed) {
        awaitExit();
      }
      if (timeline.elapsed().compareTo(longest) >= 0) {
        throw new DemoFailedException("time is up while it waited for " + what);
      }
      timeline.draw(fleet.all());
    } while (!Waiting.until(FRAME, condition));
    timeline.draw(fleet.all());
  }

  /** This process is being ended by a signal, there is nothing more to say. */
  private static void awaitExit() {
    while (true) {
      LockSupport.park();
    }
  }

  /** Has all leave in good order, the leader last, and reads their last words. */
  void dismiss() {
    leave(fleet.all().stream().filter(one -> !one.leading()).toList());
    leave(fleet.all());
  }

  private void leave(List<CandidateView> leaving) {
    List<CandidateView> left = leaving.stream().filter(CandidateView::running).toList();
    left.forEach(one -> one.become(State.LEAVING));
    left.forEach(one -> one.process().ask());
    await("the end of all candidates", () -> leaving.stream().allMatch(CandidateView::hasEnded));
  }

  List<CandidateLog> logs() {
    return fleet.logs();
  }

  /** Ends what still runs; may be called by another thread. */
  @Override
  public void close() {
    closed = true;
    fleet.all().stream()
        .filter(one -> one.state() != State.FROZEN)
        .forEach(one -> one.process().ask());
    fleet.all().stream()
        .filter(one -> one.state() == State.FROZEN)
        .forEach(one -> one.process().kill());
    long end = System.nanoTime() + LAST_WORDS.toNanos();
    fleet.all().forEach(one -> one.process().killAt(end));
  }
}
