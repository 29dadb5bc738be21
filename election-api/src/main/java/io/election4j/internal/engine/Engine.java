package io.election4j.internal.engine;

import io.election4j.Candidate;
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
public final class Engine {

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
  private final StepBuilder step;
  private final WatchedLeases watchedLeases;
  private final OwnLease lease;
  private final Membership membership;
  private final StepDownPolicy stepDowns;
  private final Eligibility eligibility;
  private final AbandonedLeases abandoned;
  private final ElectionTable table;
  private final WriteScheduler writeScheduler;
  private final Poller poller;
  private final Health health;
  private final Crowd crowd;
  private final Map<Long, StoreRequest> outstanding = new HashMap<>();
  private Phase phase = Phase.PREPARING;
  private long prepareNanos;
  private long preparing;

  /** Whether it was told that the drain wanted now is done. */
  private boolean drained;

  private long closeNanos;

  /** When the last step asked to be woken. */
  private long dueNanos;

  /**
   * Creates an engine.
   *
   * @param timing the durations to run on
   * @param standing how this process stands
   * @param ids new lease ids, never one twice
   * @param start the time of the first step
   */
  public Engine(Timing timing, EngineConfig config, Supplier<LeaseId> ids, ClockReading start) {
    this.timing = timing;
    Candidate candidate = config.candidate();
    listed = config.listed();
    yields = listed && config.yields();
    step = new StepBuilder(start);
    watchedLeases = new WatchedLeases(step);
    lease = new OwnLease(timing, candidate, ids);
    ClaimOrder order = ClaimOrder.of(candidate, timing.lease());
    membership = new Membership(lease, order, step, timing.lease(), timing.heartbeat());
    eligibility =
        new Eligibility(candidate.name(), timing.lease(), membership, lease.setbacks(), step);
    stepDowns = new StepDownPolicy(candidate.name(), eligibility, step);
    StopDeadlines stopDeadlines = new StopDeadlines(step, config.drain(), timing.grace());
    Queues queues = new Queues(timing.poll());
    ClaimQuarantine quarantine = new ClaimQuarantine(step, timing.lease());
    table =
        new ElectionTable(
            lease, watchedLeases, quarantine, eligibility, stepDowns, stopDeadlines, queues, step);
    abandoned = new AbandonedLeases(table, watchedLeases, step, timing.heartbeat());
    poller = new Poller(table, watchedLeases, membership, queues, step, timing.poll());
    crowd = new Crowd(lease, order, step, eligibility.backoff());
    writeScheduler = new WriteScheduler(lease, table, eligibility, poller, crowd, queues, step);
    health = new Health(lease.setbacks(), poller, step);
    prepareNanos = start.nanos();
    dueNanos = start.nanos();
  }

  /** Creates an engine of a process that is not listed and gives its work one lease to stop. */
  public Engine(Timing timing, Candidate candidate, Supplier<LeaseId> ids, ClockReading start) {
    this(timing, EngineConfig.of(candidate, timing.lease()), ids, start);
  }

  /** Takes one input. */
  public Step step(Input input, ClockReading now) {
    step.begin(now, now.plus(timing.lease()));
    if (phase == Phase.FAILED) {
      takeAfterFailure(input);
    } else if (phase != Phase.OVER) {
      react(lease.expire(now, dueNanos), now);
      take(input, now);
      plan(now);
    }
    Step done = step.end();
    dueNanos = done.wakeNanos();
    done.actions().forEach(action -> outstanding.put(action.number(), action));
    return done;
  }

  private void take(Input input, ClockReading now) {
    if (input instanceof Input.Reply reply) {
      answered(reply, now);
    } else if (input instanceof Input.Hint hint) {
      table.learn(hint.record(), ElectionTable.HINT, now);
    } else if (input instanceof Input.Push push) {
      poller.push(push.flowing());
    } else if (input instanceof Input.Close) {
      close(now);
    } else if (phase != Phase.CLOSING || !(input instanceof Input.Join)) {
      ordered(input);
    }
  }

  /** Takes what the users of this process want. */
  private void ordered(Input input) {
    if (input instanceof Input.Join join) {
      table.join(join);
    } else if (input instanceof Input.Leave leave) {
      table.leave(leave.election(), Reason.LEFT);
    } else if (input instanceof Input.WorkStopped stopped) {
      table.workStopped(stopped.election(), stopped.term());
    } else if (input instanceof Input.Lapsed lapsed) {
      table.lapsed(lapsed.election(), lapsed.term());
    } else if (input instanceof Input.Admit admit) {
      admit(admit);
    } else if (input instanceof Input.StepDown down) {
      stepDown(down);
    } else if (input instanceof Input.Publish publish) {
      publish(publish);
    } else if (input instanceof Input.Drain drain) {
      eligibility.drain(drain.draining());
    }
  }

  private void admit(Input.Admit admit) {
    ElectionState state = table.state(admit.election());
    if (state != null) {
      state.gate(admit.gate(), admit.open());
      table.reconciler().consider(state);
    }
  }

  private void stepDown(Input.StepDown down) {
    ElectionState state = table.state(down.election());
    if (state != null) {
      stepDowns.stepDown(state, down.coolDown(), down.successor());
      table.reconciler().consider(state);
    }
  }

  private void publish(Input.Publish publish) {
    ElectionState state = table.state(publish.election());
    if (state != null && state.leading() != null && state.leading().term() == publish.term()) {
      state.publication = new ElectionState.Publication(publish.leader(), publish.value());
      table.published(state);
      table.reconciler().consider(state);
    }
  }

  private void takeAfterFailure(Input input) {
    if (input instanceof Input.Leave leave) {
      step.say(new EngineEvent.Left(leave.election()));
    } else if (input instanceof Input.Close) {
      over();
    }
  }

  private void close(ClockReading now) {
    if (phase != Phase.CLOSING) {
      boolean prepared = phase == Phase.RUNNING;
      phase = Phase.CLOSING;
      closeNanos = prepared ? now.plus(timing.lease()) : now.nanos();
      table.leaveAll(Reason.CLOSED);
    }
  }

  // == Answers ==

  private void answered(Input.Reply reply, ClockReading now) {
    StoreRequest action = outstanding.remove(reply.number());
    if (action == null) {
      return;
    }
    health.answered(action, reply, now);
    if (reply instanceof Input.Answered answered) {
      answered(action, answered, now);
    } else if (reply instanceof Input.Written written) {
      written(action, written, now);
    } else if (reply instanceof Input.Listed list) {
      listed(list, now);
    } else if (reply instanceof Input.Observed observed) {
      poller.observed(observed, now);
    }
  }

  private void written(StoreRequest action, Input.Written reply, ClockReading now) {
    if (action instanceof StoreRequest.Claim) {
      writeScheduler.claimed(reply, now);
    } else if (action instanceof StoreRequest.Vacate) {
      writeScheduler.vacated(reply, now);
    } else if (action instanceof StoreRequest.Publish) {
      writeScheduler.published(reply, now);
    }
  }

  private void answered(StoreRequest action, Input.Answered reply, ClockReading now) {
    if (action instanceof StoreRequest.Prepare) {
      prepared(reply, now);
    } else if (action instanceof StoreRequest.Open open) {
      react(lease.opened(reply, open.lease().id(), now, step), now);
    } else if (action instanceof StoreRequest.Renew) {
      react(lease.renewed(reply, now, step), now);
    } else if (action instanceof StoreRequest.End end) {
      abandoned.ended(reply, end.lease(), now);
    } else if (action instanceof StoreRequest.Fence fence) {
      poller.fenced(reply, now);
      table.consider(watchedLeases.fenced(reply, fence.lease()));
    } else if (action instanceof StoreRequest.Create) {
      writeScheduler.created(reply, now);
    } else if (action instanceof StoreRequest.Purge) {
      membership.purged(reply);
    }
  }

  private void prepared(Input.Answered reply, ClockReading now) {
    preparing = 0;
    prepareNanos = now.plus(timing.heartbeat());
    if (reply.failure() instanceof StoreException failure
        && failure.kind() == StoreException.Kind.MISCONFIGURED) {
      phase = Phase.FAILED;
      step.say(new EngineEvent.Failed(failure));
    } else if (reply.failure() == null && phase == Phase.PREPARING) {
      phase = Phase.RUNNING;
      step.say(new EngineEvent.Prepared());
    }
  }

  private void react(OwnLease.Turn turn, ClockReading now) {
    if (turn instanceof OwnLease.Turn.Lost lost) {
      abandoned.add(lost.lease(), now);
      table.leaseLost(lost.lease(), lost.reason());
      if (lost.sick()) {
        step.say(lease.setbacks().standBack(now));
      }
    } else if (turn instanceof OwnLease.Turn.Opened opened) {
      crowd.opened(opened.took());
      // While it is renewed for the first time.
      poller.looked(now);
      table.considerAll();
    } else if (turn instanceof OwnLease.Turn.Unwanted unwanted) {
      abandoned.add(unwanted.lease(), now);
    } else if (turn instanceof OwnLease.Turn.AtRisk) {
      table.leading().forEach(t -> step.say(new EngineEvent.AtRisk(t.election(), t.term())));
    } else if (turn instanceof OwnLease.Turn.Recovered) {
      table.leading().forEach(t -> step.say(new EngineEvent.Recovered(t.election(), t.term())));
    }
  }

  // == Plans ==

  private void plan(ClockReading now) {
    if (phase == Phase.PREPARING) {
      planPreparation(now);
    } else if (phase == Phase.RUNNING || phase == Phase.CLOSING) {
      planDrain();
      table.timesUp(now);
      planParticipants(now);
      watchedLeases.plan(now);
      planLease(now);
      abandoned.plan(now);
      writeScheduler.plan(now);
      poller.plan(now);
    }
    if (phase == Phase.CLOSING) {
      planEnd(now);
    }
  }

  /** Does what follows from a drain that somebody wanted, here or in a record. */
  private void planDrain() {
    if (eligibility.turned()) {
      drained = false;
      table.considerAll();
    }
    if (eligibility.draining() && !drained && table.settled()) {
      drained = true;
      step.say(new EngineEvent.Drained());
    }
  }

  private void planPreparation(ClockReading now) {
    if (preparing == 0 && now.reached(prepareNanos)) {
      preparing = step.act(StoreRequest.Prepare::new);
    } else if (preparing == 0) {
      step.wakeAt(prepareNanos);
    }
  }

  private void planParticipants(ClockReading now) {
    boolean lists = listed && table.reconciler().listed();
    if (lists || lease.claimable() != null && table.reconciler().holds()) {
      membership.plan(lists, watchedLeases, now);
    } else {
      membership.rest();
    }
  }

  private void listed(Input.Listed list, ClockReading now) {
    membership.listed(list, now);
    crowd.listed(list, now);
    Lease preferred = yields ? membership.preferred() : null;
    if (preferred != null) {
      table.all().forEach(state -> stepDowns.yield(state, preferred));
      table.considerAll();
    }
  }

  /**
   * A lease is opened when there is something to claim or will be soon, renewed while something is
   * held, and else left to be given up: a process that only follows writes nothing.
   */
  private void planLease(ClockReading now) {
    boolean lists = listed && table.reconciler().listed();
    boolean soon = phase == Phase.RUNNING && (lists || watchedLeases.ending(now, lease.ahead()));
    boolean wanted = soon || table.reconciler().needLease();
    LeaseId unwanted = wanted || phase == Phase.RUNNING ? null : lease.release();
    if (unwanted != null) {
      abandoned.add(unwanted, now);
    }
    lease.plan(wanted, now, step);
  }

  private void planEnd(ClockReading now) {
    if (table.settled() && abandoned.isEmpty() || now.reached(closeNanos)) {
      over();
    } else {
      step.wakeAt(closeNanos);
    }
  }

  private void over() {
    LeaseId id = lease.release();
    if (id != null) {
      table.leaseLost(id, Reason.CLOSED);
    }
    phase = Phase.OVER;
    step.say(new EngineEvent.Closed());
  }
}
