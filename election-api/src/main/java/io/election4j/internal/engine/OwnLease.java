package io.election4j.internal.engine;

import io.election4j.Candidate;
import io.election4j.ElectionEvent.Reason;
import io.election4j.Timing;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one lease of this process: opened, renewed, trusted for D after a renewal was sent, given up
 * at D - grace.
 *
 * <p>A lease given up is never taken up again, even if a renewal is acknowledged after all.
 */
final class OwnLease implements StateKey.Part {

  /** What a step did to the lease. */
  sealed interface Turn {

    /** Nothing that anyone has to know. */
    record Same() implements Turn {}

    /** A lease is open, which took so long: elections can be claimed. */
    record Opened(Duration took) implements Turn {}

    /** A lease was opened too late to be of use. */
    record Unwanted(LeaseId lease) implements Turn {}

    /** A renewal failed. */
    record AtRisk() implements Turn {}

    /** A renewal succeeded after one that failed. */
    record Recovered() implements Turn {}

    /**
     * The lease must not be acted upon any more.
     *
     * @param sick whether it seems to be us who cannot renew
     */
    record Lost(LeaseId lease, Reason reason, boolean sick) implements Turn {}
  }

  private sealed interface State {
    record None() implements State {}

    record Opening(LeaseId id, ClockReading first, long attempt, long retryNanos)
        implements State, StateKey.Part {

      @Override
      public void addTo(StateKey key) {
        key.add(id, first);
        key.numbers(attempt);
        key.nanos(retryNanos);
      }
    }

    record Held(LeaseId id, ClockReading renewed, long renewNanos, boolean atRisk)
        implements State, StateKey.Part {

      @Override
      public void addTo(StateKey key) {
        key.add(id, renewed, atRisk);
        key.nanos(renewNanos);
      }
    }
  }

  private record Sent(LeaseId lease, ClockReading at) {}

  private static final Turn SAME = new Turn.Same();

  private final Timing timing;
  private final Candidate candidate;
  private final Supplier<LeaseId> ids;
  private final Duration retryPause;
  private final Map<Long, Sent> renewals = new HashMap<>();
  private final Setbacks setbacks;
  private State state = new State.None();

  /** The lease that a renewal was acknowledged of last. */
  private @Nullable LeaseId proven;

  OwnLease(Timing timing, Candidate candidate, Supplier<LeaseId> ids) {
    this.timing = timing;
    this.candidate = candidate;
    this.ids = ids;
    this.retryPause = timing.operationTimeout().dividedBy(2);
    this.setbacks = new Setbacks(timing.lease(), timing.operationTimeout());
  }

  Setbacks setbacks() {
    return setbacks;
  }

  /** Returns the name of the candidate whose lease this is. */
  String name() {
    return candidate.name();
  }

  Duration ttl() {
    return timing.lease();
  }

  /** Returns the id of the lease held, {@code null} if none is. */
  @Nullable LeaseId id() {
    return state instanceof State.Held held ? held.id : null;
  }

  /**
   * Returns the lease to claim under; {@code null} if there is none. It was renewed once, since
   * whoever can open and claim need not be able to renew, and its last renewal did not fail.
   */
  @Nullable LeaseId claimable() {
    return state instanceof State.Held held && held.id.equals(proven) && !held.atRisk
        ? held.id
        : null;
  }

  boolean is(LeaseId lease) {
    return lease.equals(id());
  }

  /**
   * Returns the lease held, as the store needs it for a claim.
   *
   * @param unready whether followers are not to be told yet where the leader is
   */
  Lease claiming(LeaseId id, boolean unready) {
    return Lease.opening(id, timing.lease(), unready ? candidate.unready() : candidate);
  }

  /**
   * Gives the lease up if the time to trust it is over; first of all in every step.
   *
   * @param dueNanos when this step was due at the latest
   */
  Turn expire(ClockReading now, long dueNanos) {
    if (!(state instanceof State.Held held)) {
      return SAME;
    }
    Deadline stop = giveUpBy(held.renewed);
    if (!stop.passed(now)) {
      return SAME;
    }
    Reason why = whyExpired(stop, now, dueNanos);
    setbacks.lost();
    return lose(held.id, why, setbacks.sick(now));
  }

  private Reason whyExpired(Deadline stop, ClockReading now, long dueNanos) {
    long grace = timing.grace().toNanos();
    if (now.nanos() - dueNanos >= grace) {
      return Reason.PAUSED;
    }
    // By less than that, two clocks that were never set may differ.
    if (!now.reached(stop.nanos() - grace)) {
      return Reason.CLOCK_JUMPED;
    }
    return setbacks.sick(now) ? Reason.RENEWALS_FAILED : Reason.STORE_UNREACHABLE;
  }

  /**
   * Returns how long before it is needed a lease is opened: two polls, but no more than opening may
   * take, since a leader that is well renews before.
   */
  Duration ahead() {
    Duration polls = timing.poll().multipliedBy(2);
    return polls.compareTo(timing.operationTimeout()) < 0 ? polls : timing.operationTimeout();
  }

  /** Opens or renews what is due. */
  void plan(boolean wanted, ClockReading now, Step.Builder step) {
    if (state instanceof State.None && wanted && !setbacks.standsBack(step)) {
      state = new State.Opening(ids.get(), now, 0, now.nanos());
    }
    if (state instanceof State.Opening && !wanted) {
      state = new State.None();
    } else if (state instanceof State.Opening opening) {
      planOpening(opening, now, step);
    } else if (state instanceof State.Held held) {
      planRenewal(held, wanted, now, step);
    }
  }

  private void planOpening(State.Opening was, ClockReading now, Step.Builder step) {
    boolean stale = now.since(was.first) >= timing.trust().toNanos();
    State.Opening opening = stale ? new State.Opening(ids.get(), now, 0, now.nanos()) : was;
    if (opening.attempt == 0 && now.reached(opening.retryNanos)) {
      Lease lease = claiming(opening.id, false);
      long attempt = step.act(number -> new StoreRequest.Open(number, lease));
      opening = new State.Opening(opening.id, opening.first, attempt, opening.retryNanos);
    }
    state = opening;
    step.wakeAt(opening.attempt == 0 ? opening.retryNanos : opening.first.plus(timing.trust()));
  }

  private void planRenewal(State.Held held, boolean wanted, ClockReading now, Step.Builder step) {
    step.wakeAt(held.renewed.plus(timing.trust().minus(timing.grace())));
    if (wanted && now.reached(held.renewNanos)) {
      long number = step.act(n -> new StoreRequest.Renew(n, held.id));
      renewals.put(number, new Sent(held.id, now));
      long renewNanos = now.plus(timing.heartbeat());
      state = new State.Held(held.id, held.renewed, renewNanos, held.atRisk);
      step.wakeAt(renewNanos);
    } else if (wanted) {
      step.wakeAt(held.renewNanos);
    }
  }

  /** An attempt to open this lease was answered. */
  Turn opened(Input.Answered reply, LeaseId id, ClockReading now, Step.Builder step) {
    boolean open = reply.failure() == null && reply.applied();
    if (!(state instanceof State.Opening opening) || opening.attempt != reply.number()) {
      return open ? new Turn.Unwanted(id) : SAME;
    }
    if (reply.failure() != null) {
      state = new State.Opening(opening.id, opening.first, 0, now.plus(retryPause));
      return SAME;
    }
    if (!open || giveUpBy(opening.first).passed(now)) {
      state = new State.None();
      return open ? new Turn.Unwanted(id) : SAME;
    }
    setbacks.opened();
    // At once: nothing is claimed before.
    state = new State.Held(opening.id, opening.first, now.nanos(), false);
    step.say(new EngineEvent.Trusted(opening.id, Deadline.after(opening.first, timing.trust())));
    return new Turn.Opened(Duration.ofNanos(now.since(opening.first)));
  }

  /** A renewal was answered. It counts from the moment before it was sent. */
  Turn renewed(Input.Answered reply, ClockReading now, Step.Builder step) {
    Sent sent = renewals.remove(reply.number());
    if (sent == null || !(state instanceof State.Held held) || !held.id.equals(sent.lease)) {
      return SAME;
    }
    if (reply.failure() == null && !reply.applied()) {
      return lose(held.id, Reason.LEASE_ENDED, false);
    }
    if (reply.failure() == null) {
      proven = held.id;
      if (setbacks.renewed(sent.at)) {
        step.say(new EngineEvent.StandsAgain());
      }
    }
    if (sent.at.since(held.renewed) <= 0) {
      // A later one has been acknowledged before.
      return SAME;
    }
    if (reply.failure() != null) {
      setbacks.failed(reply.number(), reply.failure());
      return failed(held, sent, now);
    }
    state = new State.Held(held.id, sent.at, held.renewNanos, false);
    step.say(new EngineEvent.Trusted(held.id, Deadline.after(sent.at, timing.trust())));
    return held.atRisk ? new Turn.Recovered() : SAME;
  }

  private Turn failed(State.Held held, Sent sent, ClockReading now) {
    long retryNanos = sent.at.plus(retryPause);
    long renewNanos = now.reached(retryNanos) ? now.nanos() : retryNanos;
    boolean sooner = renewNanos - held.renewNanos < 0;
    state = new State.Held(held.id, held.renewed, sooner ? renewNanos : held.renewNanos, true);
    return held.atRisk ? SAME : new Turn.AtRisk();
  }

  /** Gives up a lease that nobody needs any more; returns its id, {@code null} if there is none. */
  @Nullable LeaseId release() {
    LeaseId id = id();
    state = new State.None();
    return id;
  }

  private Turn lose(LeaseId id, Reason reason, boolean sick) {
    state = new State.None();
    return new Turn.Lost(id, reason, sick);
  }

  private Deadline giveUpBy(ClockReading sent) {
    return Deadline.after(sent, timing.trust()).earlier(timing.grace());
  }

  @Override
  public void addTo(StateKey key) {
    key.add(renewals, setbacks, state, proven);
  }
}
