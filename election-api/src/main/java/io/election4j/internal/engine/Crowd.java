package io.election4j.internal.engine;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import java.time.Duration;
import java.util.List;

/**
 * Who else goes for a vacancy of which all have heard at once. Those who only follow write nothing,
 * so nobody knows of them before; but each opens a lease to claim with, and while that is tried out
 * by a renewal, there is time to look who else has just opened one. The first of them goes at once,
 * the others when its claim should have become known.
 *
 * <p>Whoever holds a lease already looks before it claims, unless it was alone the last time and
 * nobody has taken anything from it since.
 */
final class Crowd implements StateKey.Part {

  /** A lease that was opened a moment ago was renewed once at the most. */
  private static final int YOUNG = 2;

  /** Those who wait follow each other in so many parts of the time that a write takes. */
  private static final int PARTS = 8;

  /** A look that takes longer than so many writes is not waited for. */
  private static final int LONGEST_LOOK = 4;

  private final OwnLease own;
  private final ClaimOrder order;
  private final Eligibility eligibility;
  private Duration write = Duration.ZERO;
  private List<Lease> others = List.of();
  private boolean alone;

  /** Whether all who are there had to open a lease when we did, so far as we know. */
  private boolean fromNothing;

  private boolean seen;
  private long seenNanos;
  private long look;
  private long byNanos;

  /** Creates that of a process that has seen nobody. */
  Crowd(OwnLease own, ClaimOrder order, Eligibility eligibility) {
    this.own = own;
    this.order = order;
    this.eligibility = eligibility;
  }

  /** A lease was opened, which took so long: what was seen before is over. */
  void opened(Duration took) {
    write = took;
    seen = false;
    fromNothing = true;
  }

  /** Looks, unless that was done a moment ago or is under way. */
  void look(Step.Builder step) {
    if (unseen(step.now())) {
      look = step.act(StoreRequest.ListLeases::new);
      Duration longest = write.multipliedBy(LONGEST_LOOK);
      Duration shortest = order.first();
      byNanos = step.now().plus(longest.compareTo(shortest) > 0 ? longest : shortest);
    }
  }

  /** Returns whether it is worth while to look. */
  boolean unseen(ClockReading now) {
    return look == 0 && !isFresh(now);
  }

  /** Returns whether an answer is waited for, which is soon there. */
  boolean looking(Step.Builder step) {
    boolean looking = look != 0 && !step.now().reached(byNanos);
    if (looking) {
      step.wakeAt(byNanos);
    }
    return looking;
  }

  /** Returns whether all is known that is to be known before a claim; if not, looks. */
  boolean looked(Step.Builder step) {
    if (alone || isFresh(step.now())) {
      return true;
    }
    look(step);
    return !looking(step);
  }

  private boolean isFresh(ClockReading now) {
    return seen && !now.reached(seenNanos + order.longest().toNanos());
  }

  /** A listing was answered, perhaps ours; one that failed shows nobody. */
  void listed(Input.Listed reply, ClockReading now) {
    if (reply.number() == look) {
      look = 0;
      seen = true;
      seenNanos = now.nanos();
      others = reply.leases().stream().filter(this::contends).toList();
      order.saw(others.size(), fromNothing, write);
      fromNothing = false;
    }
  }

  private boolean contends(Lease lease) {
    return lease.live() && lease.version() <= YOUNG && !own.is(lease.id());
  }

  /**
   * Returns whether all who are there have just heard of this vacancy, and who waits is unknown.
   *
   * @param pushed whether all hear at once of what changes
   */
  boolean races(ElectionState state, boolean pushed) {
    ElectionRecord record = state.record;
    return record != null && record.vacant() && pushed && !eligibility.knowsOthers();
  }

  /** Returns whether those before us go first to a vacancy that is raced for; decided once. */
  boolean givesWay(ElectionState state, Step.Builder step) {
    ElectionRecord vacancy = state.record;
    if (vacancy == null) {
      return false;
    }
    boolean known = isFresh(step.now());
    long before = known ? order.before(vacancy, state.formerHolder, own.id(), others) : 0;
    Duration turn =
        before == 0 ? Duration.ZERO : write.multipliedBy(2 * PARTS + before - 1).dividedBy(PARTS);
    return eligibility.givesWay(state, vacancy, turn, step.now());
  }

  /** A claim of some elections was answered: others have some of them, or we have them all. */
  void claimed(boolean all) {
    if (all) {
      order.won();
    } else {
      order.lost();
    }
    alone = all && (alone || others.isEmpty());
  }

  @Override
  public void addTo(StateKey key) {
    key.add(write, others, alone, fromNothing, seen);
    key.numbers(look);
    key.nanos(seenNanos, byNanos);
  }
}
