package io.election4j.internal.engine;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates, claims and vacates records in batches, and says what the answers mean. */
final class WriteScheduler {

  private final OwnLease lease;
  private final ElectionTable table;
  private final Eligibility eligibility;
  private final Poller poller;
  private final Crowd crowd;
  private final Queues queues;
  private final StepBuilder step;

  WriteScheduler(
      OwnLease lease,
      ElectionTable table,
      Eligibility eligibility,
      Poller poller,
      Crowd crowd,
      Queues queues,
      StepBuilder step) {
    this.lease = lease;
    this.table = table;
    this.eligibility = eligibility;
    this.poller = poller;
    this.crowd = crowd;
    this.queues = queues;
    this.step = step;
  }

  void plan(ClockReading now) {
    planCreation(now);
    planVacation(now);
    planPublication(now);
    LeaseId id = lease.claimable();
    if (id != null) {
      planClaim(id, now);
    } else if (lease.id() != null && crowd.unseen(now) && queues.claims.ready(now, step)) {
      List<ElectionState> wanted = wanted(queues.claims, Reconciler.Wanted.CLAIM);
      if (wanted.stream().anyMatch(this::raced)) {
        // Who else wants one of these, while we cannot claim it yet.
        crowd.look(now);
      }
      queues.claims.addAll(names(wanted));
    }
  }

  private void planCreation(ClockReading now) {
    if (queues.creates.ready(now, step)) {
      List<String> elections = queues.creates.take();
      queues.creates.sent(step.act(n -> new StoreRequest.Create(n, elections)), elections);
    }
  }

  private void planClaim(LeaseId id, ClockReading now) {
    if (!queues.claims.ready(now, step) || !poller.looked(now) || crowd.looking(now)) {
      return;
    }
    List<ElectionState> claimed = alike(first(wanted(queues.claims, Reconciler.Wanted.CLAIM), now));
    if (!claimed.isEmpty()) {
      Lease mine = lease.claiming(id, claimed.get(0).confirms);
      long attempt =
          step.act(n -> new StoreRequest.Claim(n, mine, records(claimed, ElectionState::seen)));
      for (ElectionState state : claimed) {
        state.claims(attempt, id);
      }
      queues.claims.sent(attempt, names(claimed));
    }
  }

  /** Returns those that we claim before others do. */
  private List<ElectionState> first(List<ElectionState> wanted, ClockReading now) {
    List<ElectionState> first = new ArrayList<>();
    for (ElectionState state : wanted) {
      if (state.record != null && !poller.shown(state.record, now)
          || (raced(state) && !crowd.looked(now))) {
        queues.claims.add(state.election);
      } else if (!givesWay(state)) {
        first.add(state);
      }
    }
    return first;
  }

  /**
   * Returns whether all who are there have just heard of this vacancy, and who waits is unknown.
   */
  private boolean raced(ElectionState state) {
    return state.record != null && eligibility.races(state.record, poller.pushed());
  }

  /** Returns whether others go first; decided once for every vacancy. */
  private boolean givesWay(ElectionState state) {
    ElectionRecord vacancy = state.record;
    return vacancy != null
        && raced(state)
        && eligibility.givesWay(state, vacancy, crowd.turn(vacancy, state.formerHolder));
  }

  /** One claim publishes one candidate: returns those like the first, the others wait. */
  private List<ElectionState> alike(List<ElectionState> states) {
    List<ElectionState> alike = new ArrayList<>();
    for (ElectionState state : states) {
      if (state.confirms == states.get(0).confirms) {
        alike.add(state);
      } else {
        queues.claims.add(state.election);
      }
    }
    return alike;
  }

  private void planVacation(ClockReading now) {
    if (!queues.vacations.ready(now, step)) {
      return;
    }
    List<ElectionState> vacated = wanted(queues.vacations, Reconciler.Wanted.VACATE);
    if (!vacated.isEmpty()) {
      long attempt = step.act(n -> new StoreRequest.Vacate(n, vacations(vacated)));
      vacated.forEach(state -> state.vacation(attempt));
      queues.vacations.sent(attempt, names(vacated));
    }
  }

  private static List<Amendment.Vacate> vacations(List<ElectionState> states) {
    return states.stream()
        .flatMap(
            state ->
                Stream.ofNullable(state.record)
                    .map(record -> new Amendment.Vacate(record, state.handover)))
        .toList();
  }

  private void planPublication(ClockReading now) {
    if (!queues.publications.ready(now, step)) {
      return;
    }
    List<ElectionState> leading = wanted(queues.publications, Reconciler.Wanted.PUBLISH);
    if (!leading.isEmpty()) {
      long attempt = step.act(n -> new StoreRequest.Publish(n, publications(leading)));
      queues.publications.sent(attempt, names(leading));
    }
  }

  private static List<Amendment.Publish> publications(List<ElectionState> states) {
    List<Amendment.Publish> publications = new ArrayList<>();
    for (ElectionState state : states) {
      ElectionState.Publication wanted = state.publication;
      if (wanted != null && state.record != null) {
        publications.add(new Amendment.Publish(state.record, wanted.leader(), wanted.value()));
      }
    }
    return publications;
  }

  /** Returns those of the next batch that still want it. */
  private List<ElectionState> wanted(BatchQueue queue, Reconciler.Wanted wanted) {
    List<ElectionState> states = new ArrayList<>();
    for (String election : queue.take()) {
      ElectionState state = table.state(election);
      if (state != null && table.reconciler().wanted(state) == wanted && state.record != null) {
        states.add(state);
      }
    }
    return states;
  }

  private static List<ElectionRecord> records(
      List<ElectionState> states, Function<ElectionState, @Nullable ElectionRecord> of) {
    return states.stream().flatMap(state -> Stream.ofNullable(of.apply(state))).toList();
  }

  private static List<String> names(List<ElectionState> states) {
    return states.stream().map(state -> state.election).toList();
  }

  /** An attempt to create records was answered; reading them tells what became of it. */
  void created(Input.Answered reply, ClockReading now) {
    queues.reads.addAll(queues.creates.answered(reply));
    if (reply.failure() != null) {
      queues.creates.holdBack(now);
    }
  }

  /**
   * A claim was answered. Those won are led, if the answer belongs to the attempt that is under
   * way, the lease is still trusted and the term is the highest ever seen; all others are read,
   * since a refusal can hide a claim that was applied.
   */
  void claimed(Input.Written reply, ClockReading now) {
    Map<String, ElectionRecord> won = byElection(reply.applied());
    Set<String> claimed = queues.claims.answered(reply);
    if (reply.failure() == null && !claimed.isEmpty()) {
      eligibility.claimed(won.keySet().containsAll(claimed));
      crowd.claimed(won.keySet().containsAll(claimed));
    }
    for (String election : claimed) {
      ElectionState state = table.state(election);
      LeaseId by = state == null ? null : state.claimsUnder();
      if (state == null || by == null) {
        continue;
      }
      ElectionRecord record = won.get(election);
      if (record == null) {
        state.claimEnds();
        queues.reads.add(election);
      } else {
        won(state, by, record, reply.number(), now);
      }
      table.reconciler().consider(state);
    }
    if (won.isEmpty()) {
      queues.claims.holdBack(now);
    }
  }

  private void won(
      ElectionState state, LeaseId by, ElectionRecord record, long number, ClockReading now) {
    ClockReading since = state.leaderless;
    table.know(record, number, now);
    state.claimEnds();
    ElectionState.LedTerm won = new ElectionState.LedTerm(state.election, record.term(), by);
    boolean leads =
        lease.is(by)
            && table.reconciler().stands(state)
            && !table.reconciler().doubted(state)
            && state.canLead(won);
    if (leads) {
      state.leads(won);
      Duration leaderless = Duration.ofNanos(since == null ? 0 : now.since(since));
      ElectionRecord newest = state.record;
      // Of two that are equal, the one that is kept anyway.
      ElectionRecord claimed = newest != null && newest.equals(record) ? newest : record;
      step.say(new EngineEvent.Elected(claimed, by, state.former, leaderless));
    }
  }

  /** A vacation was answered; those not known to be applied are read and tried again. */
  void vacated(Input.Written reply, ClockReading now) {
    Map<String, ElectionRecord> applied = byElection(reply.applied());
    for (String election : queues.vacations.answered(reply)) {
      ElectionState state = table.state(election);
      if (state == null) {
        continue;
      }
      state.vacation(0);
      learn(election, applied.get(election), reply, now);
      if (state.following()) {
        table.reconciler().consider(state);
      }
    }
    if (applied.isEmpty()) {
      queues.vacations.holdBack(now);
    }
  }

  /** A publication was answered; those not known to be applied are read and tried again. */
  void published(Input.Written reply, ClockReading now) {
    Map<String, ElectionRecord> applied = byElection(reply.applied());
    for (String election : queues.publications.answered(reply)) {
      learn(election, applied.get(election), reply, now);
      table.consider(List.of(election));
    }
    if (applied.isEmpty()) {
      queues.publications.holdBack(now);
    }
  }

  private void learn(
      String election, @Nullable ElectionRecord applied, Input.Written reply, ClockReading now) {
    if (applied == null) {
      queues.reads.add(election);
    } else {
      table.learn(applied, reply.number(), now);
    }
  }

  private static Map<String, ElectionRecord> byElection(List<ElectionRecord> records) {
    Map<String, ElectionRecord> byElection = new HashMap<>();
    records.forEach(record -> byElection.put(record.election(), record));
    return byElection;
  }
}
