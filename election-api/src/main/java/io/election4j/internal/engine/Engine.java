package io.election4j.internal.engine;

import io.election4j.ElectionEvent.Reason;
import io.election4j.Timing;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The whole protocol as a state machine: each step takes one input and the time, and returns what
 * to ask of the store and what to tell.
 *
 * <p>It does no input or output, reads no clock, draws no random number and starts no thread, so
 * that the same inputs at the same times lead to the same steps. Not thread-safe: inputs are
 * serialised by the caller.
 */
public final class Engine implements StateKey.Part {

  private enum Phase {
    PREPARING,
    RUNNING,
    CLOSING,
    FAILED,
    OVER
  }

  private final Timing timing;
  private final boolean listed;
  private final boolean yields;
  private final OwnLease own;
  private final WatchedLeases watchedLeases;
  private final AbandonedLeases abandoned;
  private final Membership membership;
  private final Eligibility eligibility;
  private final ElectionTable table;
  private final Poller poller;
  private final Crowd crowd;
  private final WriteScheduler writes;
  private final Map<Long, StoreRequest> outstanding = new HashMap<>();
  private Phase phase = Phase.PREPARING;
  private long prepareNanos;
  private long preparing;
  private boolean unavailable;

  /** Whether it was told that the drain wanted now is done. */
  private boolean drained;

  private long closeNanos;

  /** When the last step asked to be woken, and the number of its newest action. */
  private long dueNanos;

  private long newestNumber;

  /**
   * Creates an engine.
   *
   * @param ids new lease ids, never one twice
   * @param start the time of the first step
   */
  public Engine(EngineConfig config, Supplier<LeaseId> ids, ClockReading start) {
    timing = config.timing();
    listed = config.listed();
    yields = listed && config.yields();
    own = new OwnLease(timing, config.candidate(), ids);
    abandoned = new AbandonedLeases(timing.heartbeat());
    watchedLeases = new WatchedLeases(timing.poll());
    membership = new Membership(timing, start);
    ClaimOrder order = new ClaimOrder(config.candidate(), timing.lease());
    eligibility = new Eligibility(own, membership, order);
    table = new ElectionTable(new Reconciler(own, watchedLeases, eligibility), eligibility, config);
    poller = new Poller(watchedLeases, timing, start);
    crowd = new Crowd(own, order, eligibility);
    writes = new WriteScheduler(own, table, crowd);
    prepareNanos = start.nanos();
    dueNanos = start.nanos();
  }

  /** Takes one input. */
  public Step step(Input input, ClockReading now) {
    Step.Builder step = new Step.Builder(now, newestNumber, now.plus(timing.lease()));
    if (phase == Phase.FAILED) {
      takeAfterFailure(input, step);
    } else if (phase != Phase.OVER) {
      react(own.expire(now, dueNanos), step);
      take(input, step);
      plan(step);
    }
    Step done = step.end();
    dueNanos = done.wakeNanos();
    newestNumber = step.newestNumber();
    done.actions().forEach(action -> outstanding.put(action.number(), action));
    return done;
  }

  private void take(Input input, Step.Builder step) {
    if (input instanceof Input.Reply reply) {
      answered(reply, step);
    } else if (input instanceof Input.Hint hint) {
      table.learn(hint.record(), ElectionTable.HINT, step);
    } else if (input instanceof Input.Push push) {
      poller.push(push.flowing(), table);
    } else if (input instanceof Input.Rung) {
      poller.rung();
    } else if (input instanceof Input.Close) {
      close(step);
    } else if (phase != Phase.CLOSING || !(input instanceof Input.Join)) {
      ordered(input, step);
    }
  }

  /** Takes what the users of this process want. */
  private void ordered(Input input, Step.Builder step) {
    if (input instanceof Input.Join join) {
      table.join(join, step);
    } else if (input instanceof Input.Leave leave) {
      table.leave(leave.election(), Reason.LEFT, step);
    } else if (input instanceof Input.WorkStopped stopped) {
      table.workStopped(stopped, step);
    } else if (input instanceof Input.Lapsed lapsed) {
      table.change(lapsed.election(), state -> state.lapsed(lapsed.term(), step::say), step);
    } else if (input instanceof Input.Admit admit) {
      table.change(admit.election(), state -> state.gate(admit.gate(), admit.open()), step);
    } else if (input instanceof Input.StepDown down) {
      table.change(down.election(), state -> eligibility.stepDown(state, down, step), step);
    } else if (input instanceof Input.Publish publish) {
      table.publish(publish, step);
    } else if (input instanceof Input.Drain drain) {
      eligibility.drain(drain.draining());
    }
  }

  private void takeAfterFailure(Input input, Step.Builder step) {
    if (input instanceof Input.Leave leave) {
      step.say(new EngineEvent.Left(leave.election()));
    } else if (input instanceof Input.Close) {
      over(step);
    }
  }

  private void close(Step.Builder step) {
    if (phase != Phase.CLOSING) {
      boolean prepared = phase == Phase.RUNNING;
      phase = Phase.CLOSING;
      closeNanos = prepared ? step.now().plus(timing.lease()) : step.now().nanos();
      table.joined().forEach(election -> table.leave(election, Reason.CLOSED, step));
    }
  }

  // == Answers ==

  private void answered(Input.Reply reply, Step.Builder step) {
    StoreRequest action = outstanding.remove(reply.number());
    if (action == null) {
      return;
    }
    health(action, reply, step);
    if (reply instanceof Input.Answered answered) {
      answered(action, answered, step);
    } else if (reply instanceof Input.Written written) {
      written(action, written, step);
    } else if (reply instanceof Input.Listed list) {
      listed(list, step);
    } else if (reply instanceof Input.Observed observed) {
      poller.observed(observed, table, membership, step);
    }
  }

  /** Notes whether the store answers, and to what. */
  private void health(StoreRequest action, Input.Reply reply, Step.Builder step) {
    // A store that cannot keep a text is as well as any.
    Throwable failure = reply.unstorable() ? null : reply.failure();
    if (failure != null && !unavailable) {
      step.say(new EngineEvent.StoreUnavailable(failure));
    } else if (failure == null && unavailable) {
      step.say(new EngineEvent.StoreRecovered());
    }
    unavailable = failure != null;
    boolean renewal = action instanceof StoreRequest.Renew;
    if (renewal && failure != null) {
      // Whether that is because of us or because of the store is to be known soon.
      poller.probe(step.now());
    } else if (!renewal && failure == null) {
      own.setbacks().answered(reply.number(), step.now());
    }
  }

  private void written(StoreRequest action, Input.Written reply, Step.Builder step) {
    if (action instanceof StoreRequest.Claim) {
      writes.claimed(reply, step);
    } else if (action instanceof StoreRequest.Vacate) {
      writes.vacated(reply, step);
    } else if (action instanceof StoreRequest.Publish publish) {
      writes.published(publish, reply, step);
    }
  }

  private void answered(StoreRequest action, Input.Answered reply, Step.Builder step) {
    ClockReading now = step.now();
    if (action instanceof StoreRequest.Prepare) {
      prepared(reply, step);
    } else if (action instanceof StoreRequest.Open open) {
      react(own.opened(reply, open.lease().id(), now, step), step);
      table.refuseCandidacies(reply, step);
    } else if (action instanceof StoreRequest.Renew) {
      react(own.renewed(reply, now, step), step);
    } else if (action instanceof StoreRequest.End end) {
      if (abandoned.ended(reply, end.lease(), now)) {
        table.consider(watchedLeases.endedByUs(end.lease(), step), step);
      }
    } else if (action instanceof StoreRequest.Fence fence) {
      poller.fenced(reply, now);
      table.consider(watchedLeases.fenced(reply, fence.lease(), step), step);
    } else if (action instanceof StoreRequest.Create) {
      writes.created(reply, step);
    } else if (action instanceof StoreRequest.Purge) {
      membership.purged(reply);
    }
  }

  private void prepared(Input.Answered reply, Step.Builder step) {
    preparing = 0;
    prepareNanos = step.now().plus(timing.heartbeat());
    if (reply.failure() instanceof StoreException failure
        && failure.kind() == StoreException.Kind.MISCONFIGURED) {
      phase = Phase.FAILED;
      step.say(new EngineEvent.Failed(failure));
    } else if (reply.failure() == null && phase == Phase.PREPARING) {
      phase = Phase.RUNNING;
      step.say(new EngineEvent.Prepared());
    }
  }

  private void listed(Input.Listed list, Step.Builder step) {
    membership.listed(list, own, step);
    crowd.listed(list, step.now());
    Lease preferred = yields ? eligibility.preferred(step.now()) : null;
    if (preferred != null) {
      table.all().forEach(state -> eligibility.yield(state, preferred, step));
      table.considerAll(step);
    }
  }

  private void react(OwnLease.Turn turn, Step.Builder step) {
    ClockReading now = step.now();
    if (turn instanceof OwnLease.Turn.Lost lost) {
      abandoned.add(lost.lease(), now);
      table.leaseLost(lost.lease(), lost.reason(), step);
      if (lost.sick()) {
        step.say(own.setbacks().standBack(now));
      }
    } else if (turn instanceof OwnLease.Turn.Opened opened) {
      crowd.opened(opened.took());
      // While it is renewed for the first time.
      poller.looked(now);
      table.considerAll(step);
    } else if (turn instanceof OwnLease.Turn.Unwanted unwanted) {
      abandoned.add(unwanted.lease(), now);
    } else if (turn instanceof OwnLease.Turn.AtRisk) {
      table.leading().forEach(t -> step.say(new EngineEvent.AtRisk(t.election(), t.term())));
    } else if (turn instanceof OwnLease.Turn.Recovered) {
      table.leading().forEach(t -> step.say(new EngineEvent.Recovered(t.election(), t.term())));
    }
  }

  // == Plans ==

  private void plan(Step.Builder step) {
    if (phase == Phase.PREPARING) {
      planPreparation(step);
      planDrain(step);
    } else if (phase == Phase.RUNNING || phase == Phase.CLOSING) {
      planDrain(step);
      table.timesUp(step);
      planMembership(step);
      watchedLeases.plan(step);
      planLease(step);
      abandoned.plan(table, step);
      writes.plan(poller, step);
      poller.plan(table, step);
    }
    if (phase == Phase.CLOSING) {
      planEnd(step);
    }
  }

  private void planPreparation(Step.Builder step) {
    if (preparing == 0 && step.now().reached(prepareNanos)) {
      preparing = step.act(StoreRequest.Prepare::new);
    } else if (preparing == 0) {
      step.wakeAt(prepareNanos);
    }
  }

  /** Does what follows from a drain that somebody wanted, here or in a record. */
  private void planDrain(Step.Builder step) {
    if (eligibility.turned()) {
      drained = false;
      table.considerAll(step);
    }
    if (eligibility.draining() && !drained && table.settled()) {
      drained = true;
      step.say(new EngineEvent.Drained());
    }
  }

  private void planMembership(Step.Builder step) {
    boolean lists = listed && table.listed();
    if (lists || own.claimable() != null && table.holds()) {
      membership.plan(lists, watchedLeases, step);
    } else {
      membership.rest();
    }
  }

  /**
   * A lease is opened when there is something to claim or will be soon, renewed while something is
   * held, and else left to be given up: a process that only follows writes nothing.
   */
  private void planLease(Step.Builder step) {
    boolean lists = listed && table.listed();
    boolean soon = phase == Phase.RUNNING && (lists || watchedLeases.ending(own.ahead(), step));
    boolean wanted = soon || table.needsLease();
    LeaseId unwanted = wanted || phase == Phase.RUNNING ? null : own.release();
    if (unwanted != null) {
      abandoned.add(unwanted, step.now());
    }
    own.plan(wanted, step.now(), step);
  }

  private void planEnd(Step.Builder step) {
    if (table.settled() && abandoned.isEmpty() || step.now().reached(closeNanos)) {
      over(step);
    } else {
      step.wakeAt(closeNanos);
    }
  }

  private void over(Step.Builder step) {
    LeaseId id = own.release();
    if (id != null) {
      table.leaseLost(id, Reason.CLOSED, step);
    }
    phase = Phase.OVER;
    step.say(new EngineEvent.Closed());
  }

  /** Adds what tells apart two states of this engine, for whoever explores them. */
  @Override
  public void addTo(StateKey key) {
    key.add(own, watchedLeases, abandoned, membership, eligibility, table, poller, crowd);
    key.add(outstanding, phase, drained);
    key.numbers(preparing);
    key.nanos(prepareNanos, closeNanos);
  }
}
