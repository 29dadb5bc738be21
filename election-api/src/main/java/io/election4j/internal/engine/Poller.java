package io.election4j.internal.engine;

import io.election4j.Timing;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads: at most one observation at a time and, unless something is urgent, one per poll, which
 * carries the rivals' leases, the changed records and, every few polls, the next batch of a rolling
 * cycle over all records.
 *
 * <p>While the store pushes, the only thing to look for is whether the rivals' leases are renewed,
 * and so nobody looks before the next renewal is due: one poll before it comes, and then at every
 * poll until it has come. So it is seen as soon as if every poll was made, and so is the silence of
 * one that has crashed.
 */
final class Poller implements StateKey.Part {

  /**
   * Every so many polls a batch of records is read again whether or not they are said to have
   * changed.
   */
  static final int POLLS_PER_BATCH = 10;

  /** However often it rings, no more polls than these come between two that are due anyway. */
  static final int MOST_RUNG = 4;

  private final WatchedLeases watchedLeases;
  private final Duration poll;

  /** What was seen so short a time ago is claimed without another look. */
  private final Duration fresh;

  private final long beatNanos;
  private long outstanding;
  private List<LeaseId> watched = List.of();
  private List<String> asked = List.of();
  private long nextPollNanos;
  private long nextBatchNanos;
  private boolean pushed;

  /** Whether somebody here wants a read before one is due. */
  private boolean hurried;

  /** Whether it has rung since the last read was sent. */
  private boolean rung;

  /** The poll that comes next by the beat, and how many have come before it because it rang. */
  private long rungBeforeNanos;

  private int rungPolls;

  /** Until then it counts as heard what others may have heard at the same time. */
  private long heardUntilNanos;

  private long seenNanos;
  private boolean failing;
  private @Nullable Marker marker;
  private @Nullable String identity;

  Poller(WatchedLeases watchedLeases, Timing timing, ClockReading start) {
    this.watchedLeases = watchedLeases;
    poll = timing.poll();
    fresh = poll.dividedBy(10);
    beatNanos = start.nanos();
    nextPollNanos = beatNanos;
    seenNanos = beatNanos - poll.toNanos();
    heardUntilNanos = beatNanos;
    nextBatchNanos = start.plus(poll.multipliedBy(POLLS_PER_BATCH));
  }

  /** The store began or ceased to push; either way, what changed meanwhile has to be read. */
  void push(boolean flowing, ElectionTable table) {
    pushed = flowing;
    marker = null;
    watchedLeases.told(pushed);
    table.reads.addAll(table.joined());
  }

  /**
   * Somebody may have written something: a hint, that says when to look and nothing else. A read
   * that is under way may have come too early.
   */
  void rung() {
    rung = true;
  }

  /** Returns whether to look now because it rang. A store that fails is not asked more often. */
  private boolean answersRing(ClockReading now) {
    if (!rung || failing) {
      return false;
    }
    long next = nextBeat(now);
    if (next != rungBeforeNanos) {
      rungBeforeNanos = next;
      rungPolls = 0;
    }
    if (rungPolls == MOST_RUNG) {
      return false;
    }
    rungPolls++;
    heardUntilNanos = now.plus(poll);
    return true;
  }

  void plan(ElectionTable table, Step.Builder step) {
    ClockReading now = step.now();
    if (outstanding != 0 || table.isEmpty()) {
      return;
    }
    boolean urgent = table.reads.ready(step);
    long dueNanos = dueNanos();
    if (!urgent && !now.reached(dueNanos) && !answersRing(now)) {
      step.wakeAt(dueNanos);
      return;
    }
    rung = false;
    hurried = false;
    nextPollNanos = nextBeat(now);
    step.wakeAt(nextPollNanos);
    if (now.reached(nextBatchNanos)) {
      // Before anything urgent, which would put it off for ever if there is always something.
      nextBatchNanos = now.plus(poll.multipliedBy(POLLS_PER_BATCH));
      // While the store pushes, this read is of records only: each is one statement.
      observe(table.nextToReread(), pushed ? List.of() : watchedLeases.watched(), step);
    } else {
      observe(urgent ? table.reads.take() : List.of(), watchedLeases.watched(), step);
    }
  }

  /** Returns when to read again, unless something is urgent. */
  private long dueNanos() {
    if (!pushed || failing || hurried || rung) {
      return nextPollNanos;
    }
    long quiet = watchedLeases.quietUntil(nextPollNanos, nextBatchNanos);
    return quiet - nextPollNanos > 0 ? beat(quiet) : nextPollNanos;
  }

  private void observe(List<String> elections, List<LeaseId> leases, Step.Builder step) {
    Marker since = pushed ? null : marker == null ? Marker.START : marker;
    if (elections.isEmpty() && leases.isEmpty() && since == null) {
      return;
    }
    watched = leases;
    asked = elections;
    outstanding = step.act(n -> new StoreRequest.Observe(n, since, leases, elections));
  }

  /**
   * Polls keep the beat of the first one, whatever comes between. Counted from the last one, those
   * of many processes would fall into step as soon as a slow store lets them all wait.
   */
  private long nextBeat(ClockReading now) {
    return beat(now.nanos() + 1);
  }

  /** Returns the first beat that is not before this. */
  private long beat(long nanos) {
    return nanos + Math.floorMod(beatNanos - nanos, poll.toNanos());
  }

  /** Returns whether all hear at once of what changes, or have just done so. */
  boolean allHear(ClockReading now) {
    return pushed || !now.reached(heardUntilNanos);
  }

  private void hurry(ClockReading now) {
    hurried = true;
    nextPollNanos = now.nanos();
  }

  /** Reads some records at the next opportunity, to see whether the store answers at all. */
  void probe(ClockReading now) {
    nextBatchNanos = now.nanos();
    hurry(now);
  }

  /**
   * Returns whether what is known is new enough to be claimed; if not, looks now, unless a read is
   * under way, whose answer will do. While a lease was opened or others were let go first, somebody
   * may have claimed what still seems to be free. A store that pushes has told of that.
   */
  boolean looked(ClockReading now) {
    boolean known = pushed || now.nanos() - seenNanos < fresh.toNanos();
    if (!known && outstanding == 0) {
      hurry(now);
    }
    return known;
  }

  /**
   * Returns whether the lease that this is claimed from was seen to be ended a moment ago; if not,
   * looks now, however the store tells of changes: it tells of no lease, and one that has gone back
   * to the time before the end tells nothing at all. Reads that fail are not hurried.
   */
  boolean shown(ElectionRecord claimed, ClockReading now) {
    LeaseId holder = claimed.holder();
    boolean shown = holder == null || watchedLeases.endedWithin(fresh, holder, now);
    if (!shown && outstanding == 0 && !failing) {
      hurry(now);
    }
    return shown;
  }

  /** Whoever has ended a lease knows that nobody has claimed from it yet. */
  void fenced(Input.Answered reply, ClockReading now) {
    if (reply.failure() == null && reply.applied()) {
      seenNanos = now.nanos();
    }
  }

  /** An observation was answered; what it shows of leases and records is handed on. */
  void observed(
      Input.Observed reply, ElectionTable table, Membership membership, Step.Builder step) {
    if (reply.number() != outstanding) {
      return;
    }
    ClockReading now = step.now();
    outstanding = 0;
    seenNanos = now.nanos();
    table.reads.adapt(reply.failure() == null);
    Observation observation = reply.observation();
    failing = observation == null || reply.failure() != null;
    if (observation == null || failing) {
      if (!table.refuse(asked, reply, step)) {
        table.reads.addAll(asked);
      }
      table.reads.holdBack(now);
      return;
    }
    if (identity != null && !identity.equals(observation.identity())) {
      watchedLeases.forget();
      membership.forget(now);
      table.replaced(identity, observation.identity(), watchedLeases.longestTtl(), step);
    }
    identity = observation.identity();
    marker = pushed ? null : observation.next();
    table.consider(
        watchedLeases.observed(watched, observation.leases(), reply.number(), step), step);
    records(observation, reply.number(), table, step);
    if (watchedLeases.unseen()) {
      hurry(now);
    }
  }

  private void records(
      Observation observation, long number, ElectionTable table, Step.Builder step) {
    Set<String> found = new HashSet<>();
    for (ElectionRecord record : observation.records()) {
      found.add(record.election());
      table.learn(record, number, step);
    }
    for (String election : asked) {
      if (!found.contains(election)) {
        table.absent(election, number, step);
      }
    }
  }

  @Override
  public void addTo(StateKey key) {
    key.add(watched, asked, pushed, rung, rungPolls, hurried, failing, marker, identity);
    key.numbers(outstanding);
    key.nanos(
        beatNanos, nextPollNanos, nextBatchNanos, rungBeforeNanos, heardUntilNanos, seenNanos);
  }
}
