package io.election4j.spring;

import io.election4j.Leadership;
import io.micrometer.observation.Observation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What runs under one term of this process. Safe for use by many threads. */
final class OpenTerm {

  private final Leadership leadership;
  private final WorkMeasures measures;
  private final Set<Running> running = new HashSet<>();
  private boolean ended;

  OpenTerm(Leadership leadership, WorkMeasures measures) {
    this.leadership = leadership;
    this.measures = measures;
  }

  /** Something that runs, by identity. */
  interface Running {

    /** Asks it to stop; it {@linkplain OpenTerm#leave leaves} once it has. */
    void stop();
  }

  /** Returns whether this may run; if so, it has to leave, and if not, it is skipped. */
  boolean enter(Running one) {
    boolean entered = added(one);
    if (!entered) {
      measures.skipped(leadership.election());
    }
    return entered;
  }

  private synchronized boolean added(Running one) {
    return isOpen() && running.add(one);
  }

  /** Begins to measure what has entered. */
  Observation measured() {
    return measures.begin(leadership.election());
  }

  synchronized boolean isOpen() {
    return !ended && leadership.isValid();
  }

  synchronized void leave(Running one) {
    running.remove(one);
    notifyAll();
  }

  /** Lets nothing in any more, and waits until all is out, however long that takes. */
  void end() {
    List<Running> all;
    synchronized (this) {
      ended = true;
      all = List.copyOf(running);
    }
    all.forEach(Running::stop);
    awaitEmpty();
  }

  /** An interrupt must not give up a leadership whose work still runs. */
  private void awaitEmpty() {
    boolean interrupted = false;
    synchronized (this) {
      while (!running.isEmpty()) {
        try {
          wait();
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
