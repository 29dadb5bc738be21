package io.election4j.demo.harness;

import static java.util.Comparator.comparingLong;

import io.election4j.demo.harness.Note.Kind;
import io.election4j.servers.proxy.FaultProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** All candidates of one election, those that have ended included. Safe for several threads. */
public final class CandidateFleet implements AutoCloseable, CandidateView.Listener {

  /** Starts a candidate. */
  @FunctionalInterface
  public interface Starting {
    /** Returns one of this name; nothing of it is read yet. */
    CandidateView start(String name) throws IOException;
  }

  private static final Duration START_LIMIT = Duration.ofSeconds(120);
  private static final long DEATH_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Starting starting;
  private final CandidateView.Listener listener;
  private final List<CandidateView> all = new CopyOnWriteArrayList<>();

  /** Nobody takes part yet. */
  public CandidateFleet(Starting starting, CandidateView.Listener listener) {
    this.starting = starting;
    this.listener = listener;
  }

  /** Starts one more. */
  public void start(String name) throws IOException {
    CandidateView candidate = starting.start(name);
    all.add(candidate);
    candidate.read(this);
  }

  /** Starts one more, with a name of its own. */
  public void start() throws IOException {
    start("c" + (all.size() + 1));
  }

  @Override
  public synchronized void noted(CandidateView candidate, Note note) {
    if (note.kind() == Kind.ELECTED) {
      all.stream().filter(other -> other != candidate).forEach(CandidateView::succeeded);
    }
    listener.noted(candidate, note);
  }

  @Override
  public synchronized void complained(CandidateView candidate, String line) {
    listener.complained(candidate, line);
  }

  @Override
  public synchronized void ended(CandidateView candidate, int exitCode) {
    listener.ended(candidate, exitCode);
  }

  /** Returns all that were ever started, in that order. */
  public List<CandidateView> all() {
    return List.copyOf(all);
  }

  /** Returns what all have left so far. */
  public List<CandidateLog> logs() {
    return all.stream().map(CandidateView::log).toList();
  }

  /** Returns those whose processes run. */
  public List<CandidateView> running() {
    return all.stream().filter(one -> one.process().isAlive()).toList();
  }

  /** Returns the one that leads, as far as can be known here. */
  public Optional<CandidateView> leader() {
    return all.stream()
        .filter(one -> one.leadsInTerm() > 0)
        .max(comparingLong(CandidateView::leadsInTerm));
  }

  /** Waits until all that run take part; returns whether they do. */
  public boolean awaitReady() {
    return Waiting.until(START_LIMIT, () -> running().stream().allMatch(CandidateView::isReady));
  }

  /** Waits until somebody has written a note; returns whether somebody has. */
  public boolean awaitNote(Predicate<Note> wanted, Duration limit) {
    return Waiting.until(limit, () -> all.stream().anyMatch(one -> one.last(wanted).isPresent()));
  }

  /** Asks all to leave; returns the names of those that did not in time. */
  public List<String> dismiss(Duration limit) {
    running().forEach(one -> one.process().ask());
    Waiting.until(limit, () -> all.stream().allMatch(CandidateView::hasEnded));
    return running().stream().map(CandidateView::name).toList();
  }

  /** Kills those that still run. */
  @Override
  public void close() {
    for (CandidateView one : all) {
      one.process().kill();
      one.process().killAt(System.nanoTime() + DEATH_NANOS);
      one.ways().forEach(FaultProxy::close);
    }
  }
}
