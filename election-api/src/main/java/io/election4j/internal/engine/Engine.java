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
  private final StepBuilder effects;
  private final WatchedLeases rivals = new WatchedLeases();
  private final OwnLease lease;
  private final Membership participants;
  private final StepDownPolicy departures;
  private final Orders orders;
  private final AbandonedLeases formers;
  private final ElectionTable book;
  private final WriteScheduler writer;
  private final Poller reader;
  private final Health health;
  private final Crowd crowd;
  private final Map<Long, StoreRequest> outstanding = new HashMap<>();
  private Phase phase = Phase.PREPARING;
  private long prepareNanos;
  private long preparing;
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
  public Engine(Timing timing, EngineConfig standing, Supplier<LeaseId> ids, ClockReading start) {
    this.timing = timing;
    Candidate candidate = standing.candidate();
    listed = standing.listed();
    yields = listed && standing.yields();
    effects = new StepBuilder(start);
    lease = new OwnLease(timing, candidate, ids);
    ClaimOrder ranking = ClaimOrder.of(candidate, timing.lease());
    participants = new Membership(lease, ranking, effects, timing.lease(), timing.heartbeat());
    Eligibility admission =
        new Eligibility(candidate.name(), timing.lease(), participants, lease.setbacks(), effects);
    departures = new StepDownPolicy(candidate.name(), admission, effects);
    StopDeadlines stops = new StopDeadlines(effects, standing.drain(), timing.grace());
    Queues queues = new Queues(timing.poll());
    ClaimQuarantine doubts = new ClaimQuarantine(effects, timing.lease());
    book = new ElectionTable(lease, rivals, doubts, admission, departures, stops, queues, effects);
    orders = new Orders(book, admission, departures, effects);
    formers = new AbandonedLeases(book, rivals, effects, timing.heartbeat());
    reader = new Poller(book, rivals, participants, queues, effects, timing.poll());
    crowd = new Crowd(lease, ranking, effects, admission.contention());
    writer = new WriteScheduler(lease, book, admission, reader, crowd, queues, effects);
    health = new Health(lease.setbacks(), reader, effects);
    prepareNanos = start.nanos();
    dueNanos = start.nanos();
  }

  /** Creates an engine of a process that is not listed and gives its work one lease to stop. */
  public Engine(Timing timing, Candidate candidate, Supplier<LeaseId> ids, ClockReading start) {
    this(timing, EngineConfig.of(candidate, timing.lease()), ids, start);
  }

  /** Takes one input. */
  public Step step(Input input, ClockReading now) {
    effects.begin(now, now.plus(timing.lease()));
    if (phase == Phase.FAILED) {
      takeAfterFailure(input);
    } else if (phase != Phase.OVER) {
      react(lease.expire(now, dueNanos), now);
      take(input, now);
      plan(now);
    }
    Step step = effects.end();
    dueNanos = step.wakeNanos();
    step.actions().forEach(action -> outstanding.put(action.number(), action));
    return step;
  }

  private void take(Input input, ClockReading now) {
    if (input instanceof Input.Reply reply) {
      answered(reply, now);
    } else if (input instanceof Input.Hint hint) {
      book.learn(hint.record(), ElectionTable.HINT, now);
    } else if (input instanceof Input.Push push) {
      reader.push(push.flowing());
    } else if (input instanceof Input.Close) {
      close(now);
    } else if (phase != Phase.CLOSING || !(input instanceof Input.Join)) {
      orders.take(input);
    }
  }

  private void takeAfterFailure(Input input) {
    if (input instanceof Input.Leave leave) {
      effects.say(new EngineEvent.Left(leave.election()));
    } else if (input instanceof Input.Close) {
      over();
    }
  }

  private void close(ClockReading now) {
    if (phase != Phase.CLOSING) {
      boolean prepared = phase == Phase.RUNNING;
      phase = Phase.CLOSING;
      closeNanos = prepared ? now.plus(timing.lease()) : now.nanos();
      book.leaveAll(Reason.CLOSED);
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
      reader.observed(observed, now);
    }
  }

  private void written(StoreRequest action, Input.Written reply, ClockReading now) {
    if (action instanceof StoreRequest.Claim) {
      writer.claimed(reply, now);
    } else if (action instanceof StoreRequest.Vacate) {
      writer.vacated(reply, now);
    } else if (action instanceof StoreRequest.Publish) {
      writer.published(reply, now);
    }
  }

  private void answered(StoreRequest action, Input.Answered reply, ClockReading now) {
    if (action instanceof StoreRequest.Prepare) {
      prepared(reply, now);
    } else if (action instanceof StoreRequest.Open open) {
      react(lease.opened(reply, open.lease().id(), now, effects), now);
    } else if (action instanceof StoreRequest.Renew) {
      react(lease.renewed(reply, now, effects), now);
    } else if (action instanceof StoreRequest.End end) {
      formers.ended(reply, end.lease(), now);
    } else if (action instanceof StoreRequest.Fence fence) {
      reader.fenced(reply, now);
      book.consider(rivals.fenced(reply, fence.lease()));
    } else if (action instanceof StoreRequest.Create) {
      writer.created(reply, now);
    } else if (action instanceof StoreRequest.Purge) {
      participants.purged(reply);
    }
  }

  private void prepared(Input.Answered reply, ClockReading now) {
    preparing = 0;
    prepareNanos = now.plus(timing.heartbeat());
    if (reply.failure() instanceof StoreException failure
        && failure.kind() == StoreException.Kind.MISCONFIGURED) {
      phase = Phase.FAILED;
      effects.say(new EngineEvent.Failed(failure));
    } else if (reply.failure() == null && phase == Phase.PREPARING) {
      phase = Phase.RUNNING;
      effects.say(new EngineEvent.Prepared());
    }
  }

  private void react(OwnLease.Turn turn, ClockReading now) {
    if (turn instanceof OwnLease.Turn.Lost lost) {
      formers.add(lost.lease(), now);
      book.leaseLost(lost.lease(), lost.reason());
      if (lost.sick()) {
        effects.say(lease.setbacks().standBack(now));
      }
    } else if (turn instanceof OwnLease.Turn.Opened opened) {
      crowd.opened(opened.took());
      // While it is renewed for the first time.
      reader.looked(now);
      book.considerAll();
    } else if (turn instanceof OwnLease.Turn.Unwanted unwanted) {
      formers.add(unwanted.lease(), now);
    } else if (turn instanceof OwnLease.Turn.AtRisk) {
      book.leading().forEach(t -> effects.say(new EngineEvent.AtRisk(t.election(), t.term())));
    } else if (turn instanceof OwnLease.Turn.Recovered) {
      book.leading().forEach(t -> effects.say(new EngineEvent.Recovered(t.election(), t.term())));
    }
  }

  // == Plans ==

  private void plan(ClockReading now) {
    if (phase == Phase.PREPARING) {
      planPreparation(now);
    } else if (phase == Phase.RUNNING || phase == Phase.CLOSING) {
      orders.drain();
      book.timesUp(now);
      planParticipants(now);
      rivals.plan(now, effects);
      planLease(now);
      formers.plan(now);
      writer.plan(now);
      reader.plan(now);
    }
    if (phase == Phase.CLOSING) {
      planEnd(now);
    }
  }

  private void planPreparation(ClockReading now) {
    if (preparing == 0 && now.reached(prepareNanos)) {
      preparing = effects.act(StoreRequest.Prepare::new);
    } else if (preparing == 0) {
      effects.wakeAt(prepareNanos);
    }
  }

  private void planParticipants(ClockReading now) {
    boolean lists = listed && book.decisions().listed();
    if (lists || lease.claimable() != null && book.decisions().holds()) {
      participants.plan(lists, rivals, now);
    } else {
      participants.rest();
    }
  }

  private void listed(Input.Listed list, ClockReading now) {
    participants.listed(list, now);
    crowd.listed(list, now);
    Lease preferred = yields ? participants.preferred() : null;
    if (preferred != null) {
      book.all().forEach(entry -> departures.yield(entry, preferred));
      book.considerAll();
    }
  }

  /**
   * A lease is opened when there is something to claim or will be soon, renewed while something is
   * held, and else left to be given up: a process that only follows writes nothing.
   */
  private void planLease(ClockReading now) {
    boolean lists = listed && book.decisions().listed();
    boolean soon = phase == Phase.RUNNING && (lists || rivals.ending(now, lease.ahead(), effects));
    boolean wanted = soon || book.decisions().needLease();
    LeaseId unwanted = wanted || phase == Phase.RUNNING ? null : lease.release();
    if (unwanted != null) {
      formers.add(unwanted, now);
    }
    lease.plan(wanted, now, effects);
  }

  private void planEnd(ClockReading now) {
    if (book.settled() && formers.isEmpty() || now.reached(closeNanos)) {
      over();
    } else {
      effects.wakeAt(closeNanos);
    }
  }

  private void over() {
    LeaseId id = lease.release();
    if (id != null) {
      book.leaseLost(id, Reason.CLOSED);
    }
    phase = Phase.OVER;
    effects.say(new EngineEvent.Closed());
  }
}
