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
  private final Race race;
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
    this.race = new Race(eligibility, poller, crowd);
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
      List<Entry> wanted = wanted(queues.claims, Reconciler.Wanted.CLAIM);
      race.lookAround(wanted, now);
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
    List<Entry> claimed = alike(first(wanted(queues.claims, Reconciler.Wanted.CLAIM), now));
    if (!claimed.isEmpty()) {
      Lease mine = lease.claiming(id, claimed.get(0).confirms);
      long attempt = step.act(n -> new StoreRequest.Claim(n, mine, records(claimed, Entry::seen)));
      for (Entry entry : claimed) {
        entry.office = new Office.Claiming(attempt, id);
        entry.claimedUnder = id;
      }
      queues.claims.sent(attempt, names(claimed));
    }
  }

  /** Returns those that we claim before others do. */
  private List<Entry> first(List<Entry> wanted, ClockReading now) {
    List<Entry> first = new ArrayList<>();
    for (Entry entry : wanted) {
      if (entry.record != null && !poller.shown(entry.record, now) || race.undecided(entry, now)) {
        queues.claims.add(entry.election);
      } else if (!race.givesWay(entry)) {
        first.add(entry);
      }
    }
    return first;
  }

  /** One claim publishes one candidate: returns those like the first, the others wait. */
  private List<Entry> alike(List<Entry> entries) {
    List<Entry> alike = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.confirms == entries.get(0).confirms) {
        alike.add(entry);
      } else {
        queues.claims.add(entry.election);
      }
    }
    return alike;
  }

  private void planVacation(ClockReading now) {
    if (!queues.vacations.ready(now, step)) {
      return;
    }
    List<Entry> vacated = wanted(queues.vacations, Reconciler.Wanted.VACATE);
    if (!vacated.isEmpty()) {
      long attempt = step.act(n -> new StoreRequest.Vacate(n, vacations(vacated)));
      vacated.forEach(entry -> entry.office = attempted(entry.office, attempt));
      queues.vacations.sent(attempt, names(vacated));
    }
  }

  private static List<Amendment.Vacate> vacations(List<Entry> entries) {
    return entries.stream()
        .flatMap(
            entry ->
                Stream.ofNullable(entry.record)
                    .map(record -> new Amendment.Vacate(record, entry.handover)))
        .toList();
  }

  private void planPublication(ClockReading now) {
    if (!queues.publications.ready(now, step)) {
      return;
    }
    List<Entry> leading = wanted(queues.publications, Reconciler.Wanted.PUBLISH);
    if (!leading.isEmpty()) {
      long attempt = step.act(n -> new StoreRequest.Publish(n, publications(leading)));
      queues.publications.sent(attempt, names(leading));
    }
  }

  private static List<Amendment.Publish> publications(List<Entry> entries) {
    List<Amendment.Publish> publications = new ArrayList<>();
    for (Entry entry : entries) {
      Publication wanted = entry.publication;
      if (wanted != null && entry.record != null) {
        publications.add(new Amendment.Publish(entry.record, wanted.leader(), wanted.value()));
      }
    }
    return publications;
  }

  private static Office attempted(Office office, long attempt) {
    return office instanceof Office.Vacating vacating
        ? new Office.Vacating(vacating.tenure(), vacating.why(), attempt)
        : office;
  }

  /** Returns those of the next batch that still want it. */
  private List<Entry> wanted(BatchQueue queue, Reconciler.Wanted wanted) {
    List<Entry> entries = new ArrayList<>();
    for (String election : queue.take()) {
      Entry entry = table.entry(election);
      if (entry != null && table.reconciler().wanted(entry) == wanted && entry.record != null) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private static List<ElectionRecord> records(
      List<Entry> entries, Function<Entry, @Nullable ElectionRecord> of) {
    return entries.stream().flatMap(entry -> Stream.ofNullable(of.apply(entry))).toList();
  }

  private static List<String> names(List<Entry> entries) {
    return entries.stream().map(entry -> entry.election).toList();
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
      Entry entry = table.entry(election);
      if (entry == null || !(entry.office instanceof Office.Claiming claiming)) {
        continue;
      }
      ElectionRecord record = won.get(election);
      if (record != null) {
        won(entry, claiming.lease(), record, reply.number(), now);
      } else {
        entry.office = Office.FOLLOWING;
        queues.reads.add(election);
        table.reconciler().consider(entry);
      }
    }
    if (won.isEmpty()) {
      queues.claims.holdBack(now);
    }
  }

  private void won(Entry entry, LeaseId by, ElectionRecord record, long number, ClockReading now) {
    ClockReading since = entry.leaderless;
    table.learn(record, number, now);
    entry.office = Office.FOLLOWING;
    Office.Tenure tenure = new Office.Tenure(entry.election, record.term(), by);
    ElectionRecord newest = entry.record;
    boolean leads =
        lease.is(by)
            && table.reconciler().stands(entry)
            && !table.reconciler().doubted(entry)
            && newest != null
            && tenure.namedBy(newest)
            && record.term() >= entry.highestTerm
            && record.term() > entry.lastLed;
    if (leads) {
      entry.leads(tenure);
      Duration leaderless = Duration.ofNanos(since == null ? 0 : now.since(since));
      // Of two that are equal, the one that is kept anyway.
      ElectionRecord claimed = newest != null && newest.equals(record) ? newest : record;
      step.say(new EngineEvent.Elected(claimed, by, entry.former, leaderless));
    }
    table.reconciler().consider(entry);
  }

  /** A vacation was answered; those not known to be applied are read and tried again. */
  void vacated(Input.Written reply, ClockReading now) {
    Map<String, ElectionRecord> applied = byElection(reply.applied());
    for (String election : queues.vacations.answered(reply)) {
      Entry entry = table.entry(election);
      if (entry == null) {
        continue;
      }
      entry.office = attempted(entry.office, 0);
      learn(election, applied.get(election), reply, now);
      if (entry.following()) {
        table.reconciler().consider(entry);
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
