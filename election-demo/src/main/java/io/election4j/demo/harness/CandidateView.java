package io.election4j.demo.harness;

import io.election4j.demo.harness.Note.Kind;
import io.election4j.servers.processes.ChildProcess;
import io.election4j.servers.proxy.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One candidate's process, as its notes tell. Safe for use by several threads.
 *
 * <p>What it thinks of itself may be wrong while it is frozen or dead.
 */
public final class CandidateView {

  /** What its process is doing. */
  public enum State {
    STARTING,
    STANDING,
    FROZEN,
    KILLED,
    LEAVING,
    GONE
  }

  /** Is told what a candidate does, on the threads that read what it writes. */
  public interface Listener {

    /** It wrote a note. */
    default void noted(CandidateView candidate, Note note) {}

    /** It wrote something to its standard error stream. */
    default void complained(CandidateView candidate, String line) {}

    /** It ended, and all that it wrote has been read. */
    default void ended(CandidateView candidate, int exitCode) {}
  }

  /** 128 and the number of SIGKILL or SIGTERM. */
  private static final Set<Integer> KILLED_OR_ASKED = Set.of(137, 143);

  private final String name;
  private final ChildProcess process;
  private final List<FaultProxy> ways;
  private final List<Note> notes = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final long startedNanos = System.nanoTime();
  private volatile State state = State.STARTING;
  private volatile @Nullable Integer exitCode;
  private long readyNanos;
  private long seenReadyNanos;
  private boolean leading;
  private long term;
  private long electedNanos;
  private long trustedUntilNanos;
  private String follows = "";

  /**
   * Nothing of it is read yet.
   *
   * @param ways between it and its server: none, one, or one to each member of a replica set
   */
  public CandidateView(String name, ChildProcess process, List<FaultProxy> ways) {
    this.name = name;
    this.process = process;
    this.ways = ways;
  }

  /** Reads what it writes, and tells somebody. */
  public void read(Listener listener) {
    process.read(
        line -> heard(line, listener),
        line -> complained(line, listener),
        exit -> ended(exit, listener));
  }

  private void heard(String line, Listener listener) {
    Optional<Note> note = Note.read(line);
    if (note.isPresent()) {
      noted(note.get());
      listener.noted(this, note.get());
    } else {
      complained(line);
    }
  }

  private void complained(String line, Listener listener) {
    complained(line);
    listener.complained(this, line);
  }

  private synchronized void complained(String line) {
    complaints.add(line);
  }

  private void ended(int exit, Listener listener) {
    listener.ended(this, exit);
    state = state == State.KILLED ? State.KILLED : State.GONE;
    exitCode = exit;
  }

  // == What it does ==

  /** Returns its name, unique in its election. */
  public String name() {
    return name;
  }

  /** Returns its process. */
  public ChildProcess process() {
    return process;
  }

  /** Returns its ways to the server. */
  public List<FaultProxy> ways() {
    return ways;
  }

  /** Returns what its process is doing. */
  public State state() {
    return state;
  }

  /** Somebody does something to its process. */
  public void become(State next) {
    state = next;
  }

  /** Returns whether it takes part, or will. */
  public boolean running() {
    return state == State.STARTING || state == State.STANDING || state == State.FROZEN;
  }

  /** Returns whether it has said that it takes part. */
  public synchronized boolean isReady() {
    return seenReadyNanos != 0;
  }

  /** Returns whether it has ended and all that it wrote has been read. */
  public boolean hasEnded() {
    return exitCode != null;
  }

  /** Returns with which exit code it has ended; {@code null} if it has not. */
  public @Nullable Integer exitCode() {
    return exitCode;
  }

  /** Returns whether its last word was that it leads. */
  public synchronized boolean leading() {
    return leading;
  }

  /** Returns the term of its last election. */
  public synchronized long term() {
    return term;
  }

  /** Returns when it noted its last election; 0 if it has noted none. */
  public synchronized long electedNanos() {
    return electedNanos;
  }

  /** Returns until when it trusts its lease, on {@link System#nanoTime()}'s clock. */
  public synchronized long trustedUntilNanos() {
    return trustedUntilNanos;
  }

  /** Returns whom it follows; empty if nobody. */
  public synchronized String follows() {
    return follows;
  }

  /** Returns the term that it leads in, as far as can be known here; 0 if it does not. */
  public synchronized long leadsInTerm() {
    boolean leads = leading && process.isAlive() && trustedUntilNanos - System.nanoTime() > 0;
    return leads ? term : 0;
  }

  // == What it says ==

  /** It wrote a note. */
  public synchronized void noted(Note note) {
    notes.add(note);
    switch (note.kind()) {
      case READY -> ready(note);
      case TRUSTED -> trustedUntilNanos = note.untilNanos();
      case ELECTED -> lead(note);
      case RESTED, REVOKED -> leading = false;
      case FOLLOWS -> follows = note.text();
      case VACANT -> follows = "";
      default -> {}
    }
  }

  private void ready(Note note) {
    state = state == State.STARTING ? State.STANDING : state;
    readyNanos = note.nanos();
    seenReadyNanos = System.nanoTime();
  }

  private void lead(Note elected) {
    leading = true;
    term = elected.term();
    electedNanos = elected.nanos();
    trustedUntilNanos = Math.max(trustedUntilNanos, elected.untilNanos());
    follows = "";
  }

  /** Somebody else leads: of one that is dead, this is how we know that its term is over. */
  public synchronized void succeeded() {
    leading = leading && state == State.FROZEN;
  }

  /** Returns the first note that is so. */
  public synchronized Optional<Note> first(Predicate<Note> condition) {
    return notes.stream().filter(condition).findFirst();
  }

  /** Returns the first note of a kind in a term. */
  public Optional<Note> first(Kind kind, long ofTerm) {
    return first(note -> note.kind() == kind && note.term() == ofTerm);
  }

  /** Returns the last note that is so. */
  public synchronized Optional<Note> last(Predicate<Note> condition) {
    for (int i = notes.size() - 1; i >= 0; i--) {
      if (condition.test(notes.get(i))) {
        return Optional.of(notes.get(i));
      }
    }
    return Optional.empty();
  }

  /** Asks it something; returns its answer, unless it ends, or does not answer in time. */
  public Optional<String> ask(String question, Duration patience) {
    long asked = System.nanoTime();
    process.tell(question);
    Waiting.until(patience, () -> answered(asked).isPresent() || hasEnded());
    return answered(asked).map(Note::text);
  }

  private Optional<Note> answered(long asked) {
    return last(note -> note.kind() == Kind.ANSWERS).filter(note -> note.nanos() - asked > 0);
  }

  /** Returns what it has left so far. */
  public synchronized CandidateLog log() {
    Integer exit = exitCode;
    boolean failed = exit != null && !KILLED_OR_ASKED.contains(exit);
    return new CandidateLog(
        name, List.copyOf(notes), List.copyOf(complaints), sharesClock(), failed);
  }

  /** What it has read of its clock lies between two readings of this process's. */
  private boolean sharesClock() {
    return !isReady() || startedNanos <= readyNanos && readyNanos <= seenReadyNanos;
  }
}
