package io.election4j.demo;

import io.election4j.demo.Note.Kind;
import io.election4j.servers.processes.ChildProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One candidate, as its notes tell. For one thread, {@link #end()} excepted.
 *
 * <p>What it thinks of itself may be wrong while it is frozen or dead: that is what there is to
 * see.
 */
final class CandidateView {

  /** What its process is doing. */
  enum State {
    STARTING,
    STANDING,
    FROZEN,
    KILLED,
    LEAVING,
    GONE
  }

  private final String name;
  private final ChildProcess process;
  private final List<Note> log = new ArrayList<>();
  private volatile State state = State.STARTING;
  private boolean leading;
  private long term;
  private long trustedUntilNanos;
  private String follows = "";
  private boolean ended;

  CandidateView(String name, ChildProcess process) {
    this.name = name;
    this.process = process;
  }

  String name() {
    return name;
  }

  ChildProcess process() {
    return process;
  }

  State state() {
    return state;
  }

  void become(State next) {
    state = next;
  }

  /** Returns whether its last word was that it leads. */
  boolean leading() {
    return leading;
  }

  /** Returns whether it leads, as far as the others can know. */
  boolean inOffice() {
    return leading && state == State.STANDING;
  }

  /** Returns whether it takes part, or will. */
  boolean running() {
    return state == State.STARTING || state == State.STANDING || state == State.FROZEN;
  }

  /** Its process has ended, and all its notes are here. */
  void ended() {
    ended = true;
    state = state == State.KILLED ? State.KILLED : State.GONE;
  }

  boolean hasEnded() {
    return ended;
  }

  long term() {
    return term;
  }

  long trustedUntilNanos() {
    return trustedUntilNanos;
  }

  String follows() {
    return follows;
  }

  List<Note> log() {
    return List.copyOf(log);
  }

  /** Returns the first note of a kind in a term. */
  Optional<Note> first(Kind kind, long ofTerm) {
    return log.stream().filter(note -> note.kind() == kind && note.term() == ofTerm).findFirst();
  }

  /** Asks it to end; one that cannot hear is killed. */
  void end() {
    if (state == State.FROZEN) {
      process.kill();
    } else {
      process.ask();
    }
  }

  void noted(Note note) {
    log.add(note);
    switch (note.kind()) {
      case READY -> state = state == State.STARTING ? State.STANDING : state;
      case TRUSTED -> trustedUntilNanos = note.untilNanos();
      case ELECTED -> lead(note);
      case REVOKED -> leading = false;
      case FOLLOWS -> follows = note.text();
      case VACANT -> follows = "";
      case WORKED, RESTED -> {}
    }
  }

  private void lead(Note elected) {
    leading = true;
    term = elected.term();
    trustedUntilNanos = elected.untilNanos();
    follows = "";
  }

  /** Somebody else leads: of one that is dead, this is how we know that its term is over. */
  void succeeded() {
    leading = leading && state == State.FROZEN;
  }
}
