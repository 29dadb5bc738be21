package io.election4j.proof.chaos;

import io.election4j.proof.chaos.Note.Kind;
import io.election4j.servers.processes.ChildProcess;
import io.election4j.servers.proxy.FaultProxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A candidate's process as the one that started it sees it, with all that it wrote. */
final class Participant implements Actor {

  /** 128 and the number of SIGKILL or SIGTERM. */
  private static final Set<Integer> KILLED_OR_ASKED = Set.of(137, 143);

  private final String name;
  private final ChildProcess process;
  private final Ways ways;
  private final List<Note> notes = new ArrayList<>();
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
  private final long startedNanos = System.nanoTime();
  private volatile long readyNanos;
  private volatile long seenReadyNanos;
  private volatile @Nullable Integer status;
  private long trustedNanos = Long.MIN_VALUE;
  private long leadsInTerm;

  Participant(String name, ChildProcess process, Ways ways) {
    this.name = name;
    this.process = process;
    this.ways = ways;
    process.read(this::noted, complaints::add, exit -> status = exit);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ChildProcess process() {
    return process;
  }

  @Override
  public List<FaultProxy> ways() {
    return ways.proxies();
  }

  @Override
  public void defy(boolean defiant) {
    process.tell(defiant ? ChaosCandidate.DEFY : ChaosCandidate.OBEY);
  }

  boolean isReady() {
    return seenReadyNanos != 0;
  }

  /** Returns whether it has ended and all that it wrote has been read. */
  boolean hasEnded() {
    return status != null;
  }

  /** Returns the term that it leads in, as far as is known here; 0 if it does not. */
  synchronized long leadsInTerm() {
    return process.isAlive() && trustedNanos - System.nanoTime() > 0 ? leadsInTerm : 0;
  }

  /** Returns what it has left so far. */
  synchronized Log log() {
    return new Log(name, List.copyOf(notes), List.copyOf(complaints), sharesClock(), hasFailed());
  }

  /** Returns the last note of a kind; empty if there is none. */
  synchronized Optional<Note> last(Kind kind) {
    for (int i = notes.size() - 1; i >= 0; i--) {
      if (notes.get(i).kind() == kind) {
        return Optional.of(notes.get(i));
      }
    }
    return Optional.empty();
  }

  synchronized boolean noted(Predicate<Note> condition) {
    for (int i = notes.size() - 1; i >= 0; i--) {
      if (condition.test(notes.get(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean hasFailed() {
    Integer exit = status;
    return exit != null && !KILLED_OR_ASKED.contains(exit);
  }

  /** What it has read of its clock lies between two readings of this process's. */
  private boolean sharesClock() {
    return !isReady() || startedNanos <= readyNanos && readyNanos <= seenReadyNanos;
  }

  private void noted(String line) {
    Note.read(line).ifPresentOrElse(this::noted, () -> complaints.add(line));
  }

  private synchronized void noted(Note note) {
    notes.add(note);
    if (note.kind() == Kind.READY) {
      readyNanos = note.nanos();
      seenReadyNanos = System.nanoTime();
    } else if (note.kind() == Kind.TRUSTED) {
      trustedNanos = note.untilNanos();
    } else if (note.kind() == Kind.ELECTED) {
      leadsInTerm = note.term();
    } else if (note.kind() == Kind.REVOKED || note.kind() == Kind.RESTED) {
      leadsInTerm = 0;
    }
  }
}
