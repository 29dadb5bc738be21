package io.election4j.internal.engine;

import io.election4j.ElectionEvent.Reason;
import io.election4j.Request;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which elections this process may stand in and go on leading, when it steps down, and for how long
 * it lets others go first.
 */
final class Eligibility implements StateKey.Part {

  private final OwnLease own;
  private final Membership membership;
  private final ClaimOrder order;
  private final ElectionTimers cooling = new ElectionTimers();
  private final ElectionTimers holding = new ElectionTimers();
  private boolean draining;
  private boolean turned;

  Eligibility(OwnLease own, Membership membership, ClaimOrder order) {
    this.own = own;
    this.membership = membership;
    this.order = order;
  }

  /** Returns whether this process may lead this election. */
  boolean stands(ElectionState state) {
    return state.candidate && whyNot(state) == null;
  }

  private @Nullable Reason whyNot(ElectionState state) {
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

  /** Returns whether we are listed, and so know of others who are before they claim. */
  boolean knowsOthers() {
    return membership.listed();
  }

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

  // == When a leader steps down ==

  /** Steps down from what may be led and must not, or is asked for, by what is known now. */
  void consider(ElectionState state, Step.Builder step) {
    ElectionState.LedTerm led = state.leading();
    ElectionRecord record = state.record;
    if (led == null) {
      return;
    }
    Reason why = whyNot(state);
    if (why != null) {
      state.leave(why, step::say);
    } else if (record != null && led.namedBy(record)) {
      obey(state, record, step);
    }
  }

  private void obey(ElectionState state, ElectionRecord record, Step.Builder step) {
    Request request = record.request();
    if (request == null) {
      return;
    }
    switch (request.kind()) {
      case RESIGN -> leave(state, Reason.REQUESTED, null, own.ttl(), step);
      case TRANSFER -> {
        if (!request.successor().equals(own.name())) {
          leave(state, Reason.REQUESTED, request, Duration.ZERO, step);
        }
      }
      case DRAIN -> {
        drain(true);
        leave(state, Reason.REQUESTED, null, Duration.ZERO, step);
      }
    }
  }

  /** Steps down because somebody here wants it. */
  void stepDown(ElectionState state, Input.StepDown wanted, Step.Builder step) {
    String successor = wanted.successor();
    Request reserved = successor == null ? null : Request.transfer(successor, own.name());
    leave(state, Reason.STEPPED_DOWN, reserved, wanted.coolDown(), step);
  }

  /** Returns a candidate that is to lead rather than we; {@code null} if there is none. */
  @Nullable Lease preferred(ClockReading now) {
    return order.preferred(membership.steady(now));
  }

  /** Steps down, once, in favour of this candidate. */
  void yield(ElectionState state, Lease preferred, Step.Builder step) {
    if (!preferred.id().equals(state.yieldedTo) && state.leading() != null) {
      state.yieldedTo = preferred.id();
      Request reserved = Request.transfer(preferred.candidate().name(), own.name());
      leave(state, Reason.YIELDED, reserved, Duration.ZERO, step);
    }
  }

  /** Does not stand for so long, counted from when its work will have stopped. */
  private void leave(
      ElectionState state,
      Reason why,
      @Nullable Request reserved,
      Duration coolDown,
      Step.Builder step) {
    if (state.leading() != null) {
      state.handover = reserved;
      state.leave(why, step::say);
      state.coolDown = coolDown;
      beginCooling(state, step.now());
    }
  }

  void workStopped(ElectionState state, ClockReading now) {
    beginCooling(state, now);
    state.coolDown = Duration.ZERO;
  }

  private void beginCooling(ElectionState state, ClockReading now) {
    if (!state.coolDown.isZero()) {
      cooling.until(state, now.plus(state.coolDown));
    }
  }

  // == Whom we let go first ==

  /** Returns whether we let others claim this vacancy first; decided once for every vacancy. */
  boolean holdsBack(ElectionState state, ElectionRecord vacancy, ClockReading now) {
    if (state.heldBackFrom != vacancy.revision()) {
      state.heldBackFrom = vacancy.revision();
      Duration span = span(state, vacancy, now);
      if (span.isZero()) {
        holding.forget(state);
      } else {
        holding.until(state, now.plus(span));
      }
    }
    return holding.about(state);
  }

  private Duration span(ElectionState state, ElectionRecord vacancy, ClockReading now) {
    String successor = successor(vacancy);
    if (successor != null) {
      return successor.equals(own.name()) ? Duration.ZERO : order.longest();
    }
    if (own.setbacks().lostAgain() && state.heldBy(state.claimedUnder)) {
      return order.longest();
    }
    LeaseId left = vacancy.vacant() ? state.formerHolder : vacancy.holder();
    Duration turn = order.turn(vacancy, left, own.id(), membership.others(now));
    // Of those who wait for a lease to end, whoever ended it claims before the others know.
    return shorter(vacancy.vacant() ? turn.plus(order.drawn(vacancy)) : turn, order.longest());
  }

  /** Returns for whom a vacancy is reserved; {@code null} for anyone. */
  private static @Nullable String successor(ElectionRecord vacancy) {
    Request reserved = vacancy.vacant() ? vacancy.request() : null;
    return reserved != null && reserved.kind() == Request.Kind.TRANSFER
        ? reserved.successor()
        : null;
  }

  /**
   * Returns whether we let others of whom we have just learned go first to this vacancy; decided
   * once for every vacancy.
   *
   * @param turn how long they have
   */
  boolean givesWay(ElectionState state, ElectionRecord vacancy, Duration turn, ClockReading now) {
    boolean decided = state.gaveWayAt == vacancy.revision();
    state.gaveWayAt = vacancy.revision();
    if (decided || turn.isZero() || own.name().equals(successor(vacancy))) {
      return false;
    }
    holding.until(state, now.plus(shorter(turn, order.longest())));
    return true;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  // == Times ==

  /** Returns the elections for which a time has just ended. */
  List<ElectionState> ended(Step.Builder step) {
    List<ElectionState> ended = new ArrayList<>(cooling.ended(step));
    ended.addAll(holding.ended(step));
    return ended;
  }

  /** This election is left; should it be joined again, that is another state. */
  void forget(ElectionState state) {
    cooling.forget(state);
    holding.forget(state);
  }

  @Override
  public void addTo(StateKey key) {
    key.add(order, cooling, holding, draining, turned);
  }
}
