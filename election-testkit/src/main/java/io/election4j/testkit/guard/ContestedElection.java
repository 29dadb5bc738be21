package io.election4j.testkit.guard;

import static io.election4j.testkit.guard.GuardTally.Count.HELD_OFF;
import static io.election4j.testkit.guard.GuardTally.Count.LATE;
import static io.election4j.testkit.guard.GuardTally.Count.TAKEN_OVER;
import static io.election4j.testkit.guard.GuardTally.Count.VACATED;
import static java.util.Objects.requireNonNull;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One election whose leader changes, in the background. As soon as a term is known to be over, the
 * entries made under it are counted: from then on there must not be one more.
 */
final class ContestedElection {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String election;
  private final Changing changing;
  private final Audit audit;
  private final List<StaleLeadership> leaderships = new ArrayList<>();
  private final Map<Long, Long> sealed = new ConcurrentHashMap<>();
  private ElectionRecord record;
  private @Nullable CompletableFuture<ElectionRecord> change;

  /**
   * Takes an election.
   *
   * @param record held by the first leader
   */
  ContestedElection(ElectionRecord record, Changing changing, Audit audit) {
    this.election = record.election();
    this.changing = changing;
    this.audit = audit;
    this.record = record;
    leaderships.add(StaleLeadership.of(record));
  }

  /** Changes who leads, in the background. */
  record Changing(LeaseStore store, Executor background) {

    /** Claims or vacates a record, and returns what it is then. */
    CompletableFuture<ElectionRecord> start(ElectionRecord seen, boolean vacate) {
      return CompletableFuture.supplyAsync(() -> changed(seen, vacate), background);
    }

    private ElectionRecord changed(ElectionRecord seen, boolean vacate) {
      Flux<ElectionRecord> change =
          vacate
              ? store.amend(List.of(new Amendment.Vacate(seen)))
              : store.claim(lease(), List.of(seen));
      // Not applied or unknown, the record tells.
      change.then().onErrorComplete().block(PATIENCE);
      return requireNonNull(
              store.observe(null, List.of(), List.of(seen.election())).block(PATIENCE))
          .records()
          .get(0);
    }
  }

  /** Counts what was written, and what came of it. */
  record Audit(GuardedSession session, GuardTally tally) {

    long written(String election, long term) {
      return session.written(election, term);
    }
  }

  GuardTally tally() {
    return audit.tally();
  }

  /** Returns the terms so far, the oldest first. */
  List<StaleLeadership> leaderships() {
    return leaderships;
  }

  /** Returns whether a term is known to be over. */
  boolean isOver(StaleLeadership leadership) {
    return sealed.containsKey(leadership.term());
  }

  /**
   * Returns whether a term is certainly the one that leads, and stays so until the next change
   * starts.
   */
  boolean leads(StaleLeadership leadership) {
    return change == null
        && record.heldBy(leadership.lease())
        && record.term() == leadership.term();
  }

  /** Starts to change hands, unless that is under way. */
  void startChange(boolean vacate) {
    if (change == null) {
      ElectionRecord seen = record;
      boolean vacates = vacate && !seen.vacant();
      change = changing.start(seen, vacates).thenApply(now -> counted(seen, now, vacates));
    }
  }

  /** Takes note of a change that is done. */
  void look() {
    if (change != null && change.isDone()) {
      settle();
    }
  }

  /** Waits until a change is done. */
  void settle() {
    if (change == null) {
      return;
    }
    ElectionRecord now = change.join();
    change = null;
    if (!now.vacant() && now.term() > record.term()) {
      leaderships.add(StaleLeadership.of(now));
    }
    record = now;
  }

  /** Waits for a while until a change is done. */
  void settle(Duration most) {
    if (change != null) {
      Mono.fromFuture(change, true).timeout(most, Mono.empty()).block();
      look();
    }
  }

  /** Counts the entries that came after their term was over. */
  void audit() {
    settle();
    sealed.forEach((term, entries) -> tally().add(LATE, audit.written(election, term) - entries));
  }

  private ElectionRecord counted(ElectionRecord seen, ElectionRecord now, boolean vacate) {
    if (now.equals(seen)) {
      tally().add(HELD_OFF);
    } else if (!seen.vacant()) {
      tally().add(vacate ? VACATED : TAKEN_OVER);
      seal(seen.term());
    }
    return now;
  }

  private void seal(long term) {
    sealed.put(term, audit.written(election, term));
  }

  static Lease lease() {
    return Lease.opening(LeaseId.random(), Duration.ofSeconds(15), Candidate.named("rival"));
  }
}
