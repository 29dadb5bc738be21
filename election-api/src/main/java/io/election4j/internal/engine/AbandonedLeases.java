package io.election4j.internal.engine;

import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The leases this process has given up: ended early, so that rivals need not wait, but not before
 * all work done under them has stopped.
 */
final class AbandonedLeases {

  /** All elections before this one have stopped: none begins to work under a lease given up. */
  private record Former(long attempt, long nextNanos, @Nullable String working) {

    Former attempted(long attempt) {
      return new Former(attempt, nextNanos, working);
    }

    Former workingAt(@Nullable String working) {
      return new Former(attempt, nextNanos, working);
    }
  }

  private final ElectionTable book;
  private final WatchedLeases rivals;
  private final StepBuilder effects;
  private final Duration pause;
  private final Map<LeaseId, Former> formers = new LinkedHashMap<>();

  AbandonedLeases(ElectionTable book, WatchedLeases rivals, StepBuilder effects, Duration pause) {
    this.book = book;
    this.rivals = rivals;
    this.effects = effects;
    this.pause = pause;
  }

  void add(LeaseId lease, ClockReading now) {
    formers.put(lease, new Former(0, now.nanos(), ""));
  }

  boolean isEmpty() {
    return formers.isEmpty();
  }

  void plan(ClockReading now) {
    if (formers.isEmpty()) {
      return;
    }
    for (LeaseId lease : List.copyOf(formers.keySet())) {
      Former former = formers.get(lease);
      if (former == null || former.attempt != 0 || works(lease, former)) {
        continue;
      }
      if (now.reached(former.nextNanos)) {
        long attempt = effects.act(number -> new StoreRequest.End(number, lease));
        formers.computeIfPresent(lease, (id, it) -> it.attempted(attempt));
      } else {
        effects.wakeAt(former.nextNanos);
      }
    }
  }

  private boolean works(LeaseId lease, Former former) {
    String from = former.working;
    if (from == null) {
      return false;
    }
    String working = workingUnder(lease, from);
    if (!from.equals(working)) {
      formers.put(lease, former.workingAt(working));
    }
    return working != null;
  }

  private @Nullable String workingUnder(LeaseId lease, String from) {
    for (Entry entry : book.from(from)) {
      if (entry.working() && lease.equals(entry.workLease)) {
        return entry.election;
      }
    }
    return null;
  }

  /** An attempt to end a lease was answered. */
  void ended(Input.Answered reply, LeaseId lease, ClockReading now) {
    if (reply.failure() != null) {
      formers.put(lease, new Former(0, now.plus(pause), null));
      return;
    }
    formers.remove(lease);
    book.consider(rivals.endedByUs(lease));
  }
}
