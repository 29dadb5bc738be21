package io.election4j.demo;

import io.election4j.demo.CandidateView.State;
import io.election4j.demo.Dispatch.Complained;
import io.election4j.demo.Dispatch.Ended;
import io.election4j.demo.Dispatch.Noted;
import io.election4j.demo.Note.Kind;
import io.election4j.servers.processes.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The candidates' processes, and what they say. Nothing is read or drawn but while somebody waits
 * for something: one thread does all, {@link #close()} excepted.
 */
final class Contest implements AutoCloseable {

  private static final long FRAME_MILLIS = 100;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final CandidateLauncher casting;
  private final Timeline timeline;
  private final long startNanos;
  private final long deadlineNanos;
  private final BlockingQueue<Dispatch> dispatches = new LinkedBlockingQueue<>();
  private final List<CandidateView> candidates = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /**
   * Nobody takes part yet.
   *
   * @param startNanos when it began, on {@link System#nanoTime()}'s clock
   * @param longest after how much time all waiting ends
   */
  Contest(CandidateLauncher casting, Timeline timeline, long startNanos, Duration longest) {
    this.casting = casting;
    this.timeline = timeline;
    this.startNanos = startNanos;
    this.deadlineNanos = startNanos + longest.toNanos();
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** Starts candidates until so many take part. */
  void fill(int count) {
    while (candidates.stream().filter(CandidateView::running).count() < count) {
      start(CandidateLauncher.name(candidates.size()));
    }
    await(
        "all candidates taking part",
        () -> candidates.stream().noneMatch(c -> c.state() == State.STARTING));
  }

  private void start(String name) {
    try {
      ChildProcess process = casting.start(name);
      CandidateView candidate = new CandidateView(name, process);
      candidates.add(candidate);
      process.read(
          line -> Note.read(line).ifPresent(note -> dispatches.add(new Noted(candidate, note))),
          line -> dispatches.add(new Complained(candidate, line)),
          exitCode -> dispatches.add(new Ended(candidate, exitCode)));
    } catch (IOException failure) {
      throw new DemoFailedException("cannot start a candidate: " + failure.getMessage());
    }
  }

  /** Waits for a leader of a later term than this one. */
  CandidateView awaitLeaderAfter(long term) {
    await("a leader after term " + term, () -> leaderAfter(term).isPresent());
    return leaderAfter(term).orElseThrow();
  }

  private Optional<CandidateView> leaderAfter(long term) {
    return candidates.stream().filter(c -> c.inOffice() && c.term() > term).findFirst();
  }

  /** Lets people watch. */
  void watch(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    await("an end", () -> end - System.nanoTime() <= 0);
  }

  /** Reads and draws until something is so. */
  void await(String what, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (closed) {
        awaitExit();
      }
      if (deadlineNanos - System.nanoTime() <= 0) {
        throw new DemoFailedException("time is up while it waited for " + what);
      }
      timeline.draw(candidates);
      Dispatch next = next();
      while (next != null) {
        on(next);
        next = dispatches.poll();
      }
    }
    timeline.draw(candidates);
  }

  /** This process is being ended by a signal, there is nothing more to say. */
  private static void awaitExit() {
    while (true) {
      LockSupport.park();
    }
  }

  private @Nullable Dispatch next() {
    try {
      return dispatches.poll(FRAME_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DemoFailedException("interrupted");
    }
  }

  private void on(Dispatch dispatch) {
    CandidateView candidate = dispatch.candidate();
    if (dispatch instanceof Noted noted) {
      candidate.noted(noted.note());
      if (noted.note().kind() == Kind.ELECTED) {
        candidates.stream().filter(c -> c != candidate).forEach(CandidateView::succeeded);
      }
      timeline.noted(candidate, noted.note());
    } else if (dispatch instanceof Complained complained) {
      timeline.complained(candidate, complained.line());
    } else if (dispatch instanceof Ended ended) {
      ended(candidate, ended.exitCode());
    }
  }

  private void ended(CandidateView candidate, int exitCode) {
    if (candidate.state() == State.STARTING) {
      throw new DemoFailedException(
          candidate.name() + " ended before it took part, with exit code " + exitCode);
    }
    timeline.ended(candidate, exitCode);
    candidate.ended();
  }

  /** Has all leave in good order, the leader last, and reads their last words. */
  void dismiss() {
    List<CandidateView> followers = candidates.stream().filter(c -> !c.leading()).toList();
    leave(followers);
    leave(candidates);
  }

  private void leave(List<CandidateView> leaving) {
    List<CandidateView> left = leaving.stream().filter(CandidateView::running).toList();
    left.forEach(c -> c.become(State.LEAVING));
    left.forEach(c -> c.process().ask());
    await("the end of all candidates", () -> leaving.stream().allMatch(CandidateView::hasEnded));
  }

  Map<String, List<Note>> logs() {
    Map<String, List<Note>> logs = new LinkedHashMap<>();
    candidates.forEach(candidate -> logs.put(candidate.name(), candidate.log()));
    return logs;
  }

  /** Ends what still runs; may be called by another thread. */
  @Override
  public void close() {
    closed = true;
    candidates.forEach(CandidateView::end);
    long end = System.nanoTime() + LAST_WORDS.toNanos();
    candidates.forEach(candidate -> candidate.process().killAt(end));
  }
}
