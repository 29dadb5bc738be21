package io.election4j.internal.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Elections that wait for one kind of operation, sent in batches, at most one batch at a time:
 * while one is under way the next one fills up.
 */
final class BatchQueue implements StateKey.Part {

  /** So many at the most in one operation. */
  private static final int MOST = 1000;

  private final Duration pause;
  private Set<String> waiting = new LinkedHashSet<>();
  private Set<String> sent = Set.of();
  private long outstanding;
  private long notBeforeNanos;
  private boolean heldBack;
  private int limit = MOST;

  /**
   * Creates an empty queue.
   *
   * @param pause how long it is held back when it is
   */
  BatchQueue(Duration pause) {
    this.pause = pause;
  }

  void add(String election) {
    waiting.add(election);
  }

  void addAll(Collection<String> elections) {
    waiting.addAll(elections);
  }

  /** Returns whether a batch can be sent now; if only time is missing, asks to be woken. */
  boolean ready(Step.Builder step) {
    if (waiting.isEmpty() || outstanding != 0) {
      return false;
    }
    if (heldBack && !step.now().reached(notBeforeNanos)) {
      step.wakeAt(notBeforeNanos);
      return false;
    }
    heldBack = false;
    return true;
  }

  List<String> take() {
    List<String> batch = new ArrayList<>();
    for (Iterator<String> i = waiting.iterator(); i.hasNext() && batch.size() < limit; ) {
      batch.add(i.next());
      i.remove();
    }
    if (waiting.isEmpty()) {
      // Its table would stay as large as it ever was.
      waiting = new LinkedHashSet<>();
    }
    return batch;
  }

  void sent(long number, List<String> elections) {
    outstanding = number;
    sent = new LinkedHashSet<>(elections);
  }

  /** Returns whether this election is in the batch that is under way. */
  boolean underWay(String election) {
    return sent.contains(election);
  }

  /** Returns the elections of the batch that this reply answers; empty if it answers none. */
  Set<String> answered(Input.Reply reply) {
    if (reply.number() != outstanding) {
      return Set.of();
    }
    adapt(reply.failure() == null);
    Set<String> elections = sent;
    outstanding = 0;
    sent = Set.of();
    return elections;
  }

  /**
   * Sends less at a time after a failure, so that a slow store can do it in time, and more again
   * slowly.
   */
  void adapt(boolean succeeded) {
    limit = succeeded ? Math.min(MOST, limit + 1 + limit / 8) : Math.max(1, limit / 2);
  }

  /** Returns how many may be sent at a time now. */
  int limit() {
    return limit;
  }

  /** Sends nothing for a while, because it would be in vain. */
  void holdBack(ClockReading now) {
    notBeforeNanos = now.plus(pause);
    heldBack = true;
  }

  @Override
  public void addTo(StateKey key) {
    key.add(waiting, sent, heldBack);
    key.numbers(outstanding);
    key.nanos(notBeforeNanos);
  }
}
