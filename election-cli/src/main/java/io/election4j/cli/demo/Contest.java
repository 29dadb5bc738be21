package io.election4j.cli.demo;

import io.election4j.cli.demo.Contender.State;
import io.election4j.cli.demo.Dispatch.Complained;
import io.election4j.cli.demo.Dispatch.Ended;
import io.election4j.cli.demo.Dispatch.Noted;
import io.election4j.cli.demo.Note.Kind;
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

  private final Casting casting;
  private final Timeline timeline;
  private final long deadlineNanos;
  private final BlockingQueue<Dispatch> dispatches = new LinkedBlockingQueue<>();
  private final List<Contender> contenders = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /**
   * Nobody takes part yet.
   *
   * @param deadlineNanos when all waiting ends, on {@link System#nanoTime()}'s clock
   */
  Contest(Casting casting, Timeline timeline, long deadlineNanos) {
    this.casting = casting;
    this.timeline = timeline;
    this.deadlineNanos = deadlineNanos;
  }

  /** Starts candidates until so many take part. */
  void fill(int count) {
    while (contenders.stream().filter(Contender::running).count() < count) {
      start(Casting.name(contenders.size()));
    }
    await(
        "all candidates taking part",
        () -> contenders.stream().noneMatch(c -> c.state() == State.STARTING));
  }

  private void start(String name) {
    try {
      CandidateProcess process = casting.start(name);
      Contender contender = new Contender(name, process);
      contenders.add(contender);
      process.read(
          line -> Note.read(line).ifPresent(note -> dispatches.add(new Noted(contender, note))),
          line -> dispatches.add(new Complained(contender, line)),
          exitCode -> dispatches.add(new Ended(contender, exitCode)));
    } catch (IOException failure) {
      throw new DemoFailedException("cannot start a candidate: " + failure.getMessage());
    }
  }

  /** Waits for a leader of a later term than this one. */
  Contender awaitLeaderAfter(long term) {
    await("a leader after term " + term, () -> leaderAfter(term).isPresent());
    return leaderAfter(term).orElseThrow();
  }

  private Optional<Contender> leaderAfter(long term) {
    return contenders.stream().filter(c -> c.inOffice() && c.term() > term).findFirst();
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
      timeline.draw(contenders);
      Dispatch next = next();
      while (next != null) {
        on(next);
        next = dispatches.poll();
      }
    }
    timeline.draw(contenders);
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
    Contender contender = dispatch.contender();
    if (dispatch instanceof Noted noted) {
      contender.noted(noted.note());
      if (noted.note().kind() == Kind.ELECTED) {
        contenders.stream().filter(c -> c != contender).forEach(Contender::succeeded);
      }
      timeline.noted(contender, noted.note());
    } else if (dispatch instanceof Complained complained) {
      timeline.complained(contender, complained.line());
    } else if (dispatch instanceof Ended ended) {
      ended(contender, ended.exitCode());
    }
  }

  private void ended(Contender contender, int exitCode) {
    if (contender.state() == State.STARTING) {
      throw new DemoFailedException(
          contender.name() + " ended before it took part, with exit code " + exitCode);
    }
    timeline.ended(contender, exitCode);
    contender.ended();
  }

  /** Has all leave in good order, the leader last, and reads their last words. */
  void dismiss() {
    List<Contender> followers = contenders.stream().filter(c -> !c.leading()).toList();
    leave(followers);
    leave(contenders);
  }

  private void leave(List<Contender> leaving) {
    List<Contender> left = leaving.stream().filter(Contender::running).toList();
    left.forEach(c -> c.become(State.LEAVING));
    left.forEach(c -> c.process().ask());
    await("the end of all candidates", () -> leaving.stream().allMatch(Contender::hasEnded));
  }

  Map<String, List<Note>> logs() {
    Map<String, List<Note>> logs = new LinkedHashMap<>();
    contenders.forEach(contender -> logs.put(contender.name(), contender.log()));
    return logs;
  }

  /** Ends what still runs; may be called by another thread. */
  @Override
  public void close() {
    closed = true;
    contenders.forEach(Contender::end);
    long end = System.nanoTime() + LAST_WORDS.toNanos();
    contenders.forEach(contender -> contender.process().killAt(end));
  }
}
