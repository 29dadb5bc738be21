package io.election4j.internal.engine;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates, claims and vacates records in batches, and says what the answers mean. */
final class WriteScheduler {

  private final OwnLease own;
  private final ElectionTable table;
  private final Crowd crowd;

  WriteScheduler(OwnLease own, ElectionTable table, Crowd crowd) {
    this.own = own;
    this.table = table;
    this.crowd = crowd;
  }

  void plan(Poller poller, Step.Builder step) {
    planCreation(step);
    planVacation(step);
    planPublication(step);
    LeaseId id = own.claimable();
    if (id != null) {
      planClaim(id, poller, step);
    } else if (own.id() != null && crowd.unseen(step.now()) && table.claims.ready(step)) {
      List<ElectionState> wanted = wanted(table.claims, Reconciler.Wanted.CLAIM, step);
      if (wanted.stream().anyMatch(state -> crowd.races(state, poller.allHear(step.now())))) {
        // Who else wants one of these, while we cannot claim it yet.
        crowd.look(step);
      }
      table.claims.addAll(names(wanted));
    }
  }

  private void planCreation(Step.Builder step) {
    if (table.creates.ready(step)) {
      List<String> elections = table.creates.take();
      table.creates.sent(step.act(n -> new StoreRequest.Create(n, elections)), elections);
    }
  }

  private void planClaim(LeaseId id, Poller poller, Step.Builder step) {
    if (!table.claims.ready(step) || !poller.looked(step.now()) || crowd.looking(step)) {
      return;
    }
    List<ElectionState> wanted = wanted(table.claims, Reconciler.Wanted.CLAIM, step);
    List<ElectionState> claimed = alike(first(wanted, poller, step));
    if (!claimed.isEmpty()) {
      Lease mine = own.claiming(id, claimed.get(0).confirms);
      List<ElectionRecord> seen =
          claimed.stream().flatMap(state -> Stream.ofNullable(state.seen())).toList();
      long attempt = step.act(n -> new StoreRequest.Claim(n, mine, seen));
      claimed.forEach(state -> state.claims(attempt, id));
      table.claims.sent(attempt, names(claimed));
    }
  }

  /** Returns those that we claim before others do. */
  private List<ElectionState> first(List<ElectionState> wanted, Poller poller, Step.Builder step) {
    List<ElectionState> first = new ArrayList<>();
    for (ElectionState state : wanted) {
      boolean raced = crowd.races(state, poller.allHear(step.now()));
      if (state.record != null && !poller.shown(state.record, step.now())
          || raced && !crowd.looked(step)) {
        table.claims.add(state.election);
      } else if (!raced || !crowd.givesWay(state, step)) {
        first.add(state);
      }
    }
    return first;
  }

  /** One claim publishes one candidate: returns those like the first, the others wait. */
  private List<ElectionState> alike(List<ElectionState> states) {
    List<ElectionState> alike = new ArrayList<>();
    for (ElectionState state : states) {
      if (state.confirms == states.get(0).confirms) {
        alike.add(state);
      } else {
        table.claims.add(state.election);
      }
    }
    return alike;
  }

  private void planVacation(Step.Builder step) {
    if (!table.vacations.ready(step)) {
      return;
    }
    List<Amendment.Vacate> vacations = new ArrayList<>();
    List<ElectionState> vacated = wanted(table.vacations, Reconciler.Wanted.VACATE, step);
    for (ElectionState state : vacated) {
      if (state.record != null) {
        vacations.add(new Amendment.Vacate(state.record, state.handover));
      }
    }
    if (!vacated.isEmpty()) {
      long attempt = step.act(n -> new StoreRequest.Vacate(n, vacations));
      vacated.forEach(state -> state.vacation(attempt));
      table.vacations.sent(attempt, names(vacated));
    }
  }

  private void planPublication(Step.Builder step) {
    if (!table.publications.ready(step)) {
      return;
    }
    List<Amendment.Publish> publications = new ArrayList<>();
    List<ElectionState> leading = wanted(table.publications, Reconciler.Wanted.PUBLISH, step);
    for (ElectionState state : leading) {
      ElectionState.Publication wanted = state.publication;
      if (wanted != null && state.record != null) {
        publications.add(new Amendment.Publish(state.record, wanted.leader(), wanted.value()));
      }
    }
    if (!leading.isEmpty()) {
      long attempt = step.act(n -> new StoreRequest.Publish(n, publications));
      table.publications.sent(attempt, names(leading));
    }
  }

  /** Returns those of the next batch that still want it. */
  private List<ElectionState> wanted(
      BatchQueue queue, Reconciler.Wanted wanted, Step.Builder step) {
    return queue.take().stream()
        .flatMap(election -> Stream.ofNullable(table.state(election)))
        .filter(state -> table.wanted(state, step.now()) == wanted && state.record != null)
        .toList();
  }

  private static List<String> names(List<ElectionState> states) {
    return states.stream().map(state -> state.election).toList();
  }

  // == Answers ==

  /** An attempt to create records was answered; reading them tells what became of it. */
  void created(Input.Answered reply, Step.Builder step) {
    Set<String> created = table.creates.answered(reply);
    if (!table.refuse(created, reply, step)) {
      table.reads.addAll(created);
    }
    if (reply.failure() != null) {
      table.creates.holdBack(step.now());
    }
  }

  /**
   * A claim was answered. Those won are led, if the answer belongs to the attempt that is under
   * way, the lease is still trusted and the term is the highest ever seen; all others are read,
   * since a refusal can hide a claim that was applied.
   */
  void claimed(Input.Written reply, Step.Builder step) {
    Map<String, ElectionRecord> won = byElection(reply.applied());
    Set<String> claimed = table.claims.answered(reply);
    if (reply.failure() == null && !claimed.isEmpty()) {
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
        table.reads.add(election);
      } else {
        won(state, by, record, reply.number(), step);
      }
      table.consider(state, step);
    }
    table.refuse(claimed, reply, step);
    if (won.isEmpty()) {
      table.claims.holdBack(step.now());
    }
  }

  private void won(
      ElectionState state, LeaseId by, ElectionRecord record, long number, Step.Builder step) {
    ClockReading since = state.leaderless;
    table.know(record, number, step);
    state.claimEnds();
    ElectionState.LedTerm won = new ElectionState.LedTerm(state.election, record.term(), by);
    if (own.is(by) && table.stands(state) && !table.doubted(state) && state.canLead(won)) {
      state.leads(won);
      Duration leaderless = Duration.ofNanos(since == null ? 0 : step.now().since(since));
      ElectionRecord newest = state.record;
      // Of two that are equal, the one that is kept anyway.
      ElectionRecord claimed = newest != null && newest.equals(record) ? newest : record;
      step.say(new EngineEvent.Elected(claimed, by, state.former, leaderless));
    }
  }

  /** A vacation was answered; those not known to be applied are read and tried again. */
  void vacated(Input.Written reply, Step.Builder step) {
    Map<String, ElectionRecord> applied = byElection(reply.applied());
    for (String election : table.vacations.answered(reply)) {
      ElectionState state = table.state(election);
      if (state != null) {
        state.vacation(0);
        // The only text in it is for whom it is reserved, and to be free matters more.
        state.handover = reply.unstorable() ? null : state.handover;
        learn(election, applied.get(election), reply.number(), step);
        if (state.following()) {
          table.consider(state, step);
        }
      }
    }
    if (applied.isEmpty()) {
      table.vacations.holdBack(step.now());
    }
  }

  /** A publication was answered; those not known to be applied are read and tried again. */
  void published(StoreRequest.Publish asked, Input.Written reply, Step.Builder step) {
    Map<String, ElectionRecord> applied = byElection(reply.applied());
    notPublished(asked.publications(), reply, step);
    for (String election : table.publications.answered(reply)) {
      learn(election, applied.get(election), reply.number(), step);
      table.consider(List.of(election), step);
    }
    if (applied.isEmpty()) {
      table.publications.holdBack(step.now());
    }
  }

  /** Of many, it is not known which cannot be kept: smaller batches, which follow, will tell. */
  private void notPublished(List<Amendment.Publish> asked, Input.Written reply, Step.Builder step) {
    if (asked.size() != 1
        || !(reply.failure() instanceof StoreException cause)
        || !reply.unstorable()) {
      return;
    }
    Amendment.Publish one = asked.get(0);
    ElectionState state = table.state(one.held().election());
    ElectionState.Publication vain = new ElectionState.Publication(one.leader(), one.value());
    if (state != null && vain.equals(state.publication)) {
      state.publication = null;
      step.say(
          new EngineEvent.NotPublished(
              state.election, one.held().term(), one.leader(), one.value(), cause));
    }
  }

  private void learn(
      String election, @Nullable ElectionRecord applied, long number, Step.Builder step) {
    if (applied == null) {
      table.reads.add(election);
    } else {
      table.learn(applied, number, step);
    }
  }

  private static Map<String, ElectionRecord> byElection(List<ElectionRecord> records) {
    Map<String, ElectionRecord> byElection = new HashMap<>();
    records.forEach(record -> byElection.put(record.election(), record));
    return byElection;
  }
}
