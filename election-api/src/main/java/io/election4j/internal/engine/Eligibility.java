package io.election4j.internal.engine;

import io.election4j.ElectionEvent.Reason;
import io.election4j.Request;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which elections this process may stand in now, and for how long it lets others go first. */
final class Eligibility {

  /** Nobody holds back from a vacancy for longer. */
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(1);

  private final String name;
  private final Duration lease;
  private final Duration hold;
  private final Membership membership;
  private final Setbacks setbacks;
  private final ClaimBackoff backoff;
  private final StepBuilder step;
  private final ElectionTimers cooling;
  private final ElectionTimers holding;
  private boolean draining;
  private boolean turned;

  Eligibility(
      String name, Duration lease, Membership membership, Setbacks setbacks, StepBuilder step) {
    this.name = name;
    this.lease = lease;
    this.setbacks = setbacks;
    this.hold = shorter(lease.dividedBy(5), LONGEST_HOLD);
    backoff = new ClaimBackoff(name, lease.dividedBy(1000), hold);
    this.membership = membership;
    this.step = step;
    cooling = new ElectionTimers(step);
    holding = new ElectionTimers(step);
  }

  /** Returns whether this process may lead this election. */
  boolean stands(ElectionState state) {
    return state.candidate && whyNot(state) == null;
  }

  /** Returns why a candidate may not lead this election; {@code null} if it may. */
  @Nullable Reason whyNot(ElectionState state) {
    if (draining) {
      return Reason.DRAINED;
    } else if (state.closed(Input.Gate.FITNESS)) {
      return Reason.UNFIT;
    }
    boolean waits = state.closed(Input.Gate.SHARE) || cooling.about(state);
    return waits ? Reason.STEPPED_DOWN : null;
  }

  /** Returns whether this process is to be listed because of this election. */
  boolean lists(ElectionState state) {
    return state.candidate && !draining && !state.closed(Input.Gate.FITNESS);
  }

  // == What keeps us from standing ==

  void drain(boolean wanted) {
    turned |= draining != wanted;
    draining = wanted;
  }

  /** Returns whether draining has begun or ended since this was asked last. */
  boolean turned() {
    boolean was = turned;
    turned = false;
    return was;
  }

  boolean draining() {
    return draining;
  }

  /** Does not stand for so long, counted from when its work will have stopped. */
  void coolDown(ElectionState state, Duration span) {
    state.coolDown = span;
    beginCooling(state);
  }

  void workStopped(ElectionState state) {
    beginCooling(state);
    state.coolDown = Duration.ZERO;
  }

  private void beginCooling(ElectionState state) {
    if (!state.coolDown.isZero()) {
      cooling.until(state, step.now().plus(state.coolDown));
    }
  }

  /** Returns how long whoever was asked to resign does not stand. */
  Duration resigned() {
    return lease;
  }

  // == Whom we let go first ==

  ClaimBackoff backoff() {
    return backoff;
  }

  /** Returns whether we let others claim this vacancy first; decided once for every vacancy. */
  boolean holdsBack(ElectionState state, ElectionRecord vacancy) {
    if (state.heldBackFrom != vacancy.revision()) {
      state.heldBackFrom = vacancy.revision();
      Duration span = span(state, vacancy);
      if (span.isZero()) {
        holding.forget(state);
      } else {
        holding.until(state, step.now().plus(span));
      }
    }
    return holding.about(state);
  }

  /**
   * Returns whether all who are there have heard of this vacancy, and nobody knows of the others.
   */
  boolean races(ElectionRecord vacancy, boolean pushed) {
    return pushed && vacancy.vacant() && !membership.listed();
  }

  /**
   * Returns whether we let others of whom we have just learned go first to this vacancy; decided
   * once for every vacancy.
   *
   * @param turn how long they have
   */
  boolean givesWay(ElectionState state, ElectionRecord vacancy, Duration turn) {
    boolean decided = state.gaveWayAt == vacancy.revision();
    state.gaveWayAt = vacancy.revision();
    if (decided || turn.isZero() || reservedForUs(vacancy)) {
      return false;
    }
    holding.until(state, step.now().plus(shorter(turn, hold)));
    return true;
  }

  private boolean reservedForUs(ElectionRecord vacancy) {
    Request reserved = vacancy.request();
    return reserved != null
        && reserved.kind() == Request.Kind.TRANSFER
        && reserved.successor().equals(name);
  }

  /** A claim of some elections was answered: others have some of them, or we have them all. */
  void claimed(boolean all) {
    if (all) {
      backoff.won();
    } else {
      backoff.lost();
    }
  }

  private Duration span(ElectionState state, ElectionRecord vacancy) {
    Request reserved = vacancy.vacant() ? vacancy.request() : null;
    if (reserved != null && reserved.kind() == Request.Kind.TRANSFER) {
      return reserved.successor().equals(name) ? Duration.ZERO : hold;
    }
    if (setbacks.lostAgain() && state.heldBy(state.claimedUnder)) {
      return hold;
    }
    LeaseId left = vacancy.vacant() ? state.formerHolder : vacancy.holder();
    Duration turn = membership.turn(vacancy, left);
    // Of those who wait for a lease to end, whoever ended it claims before the others know.
    return shorter(vacancy.vacant() ? turn.plus(backoff.wait(vacancy)) : turn, hold);
  }

  /** Returns the elections for which a time has just ended. */
  List<ElectionState> ended(ClockReading now) {
    List<ElectionState> ended = new ArrayList<>(cooling.ended(now));
    ended.addAll(holding.ended(now));
    return ended;
  }

  /** This election is left; should it be joined again, that is another state. */
  void forget(ElectionState state) {
    cooling.forget(state);
    holding.forget(state);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
