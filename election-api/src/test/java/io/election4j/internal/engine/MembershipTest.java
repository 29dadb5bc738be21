package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.ElectionEvent.Reason;
import io.election4j.Request;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Observation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who else keeps a lease, and what that changes. */
class MembershipTest {

  private static final Duration LEASE = Rig.TIMING.lease();
  private static final Candidate WE = Candidate.named("we");

  private final Rig rig = listed(0, false);

  private static Rig listed(int priority, boolean yields) {
    return new Rig(new EngineConfig(Rig.TIMING, WE.withPriority(priority), true, yields, LEASE));
  }

  private static void open(Rig rig, long n, int priority) {
    Candidate rival = Candidate.named("rival" + n).withPriority(priority);
    rig.store.open(Lease.opening(Rig.rival(n), LEASE, rival)).block();
    rig.rivalRenews(n);
  }

  private static void passRenewing(Rig rig, long n, Duration span) {
    for (Duration past = Duration.ZERO; past.compareTo(span) < 0; past = past.plusSeconds(3)) {
      rig.rivalRenews(n);
      rig.pass(Duration.ofSeconds(3));
    }
  }

  private static List<LeaseId> others(Rig rig) {
    List<EngineEvent.Participants> told = rig.told(EngineEvent.Participants.class);
    return told.isEmpty()
        ? List.of()
        : told.get(told.size() - 1).others().stream().map(Lease::id).toList();
  }

  @Test
  void whoIsListedKeepsALeaseWhileItStandsEvenIfItLeadsNothing() {
    rig.rivalLeads(1, "a");
    rig.join("a");
    passRenewing(rig, 1, Duration.ofMinutes(1));
    assertThat(rig.lease(Rig.id(1)).live()).isTrue();
    assertThat(rig.lease(Rig.id(1)).version()).isGreaterThan(10);
    rig.leave("a");
    rig.pass(Duration.ofMinutes(1));
    assertThat(rig.lease(Rig.id(1)).live()).isFalse();
  }

  @Test
  void whoIsNotListedNeitherLooksNorKeepsALease() {
    Rig quiet = Rig.following("a");
    passRenewing(quiet, 1, Duration.ofMinutes(1));
    assertThat(quiet.asked(StoreRequest.ListLeases.class)).isEmpty();
    assertThat(quiet.asked(StoreRequest.Open.class)).isEmpty();
  }

  @Test
  void whoIsNotFitIsNotListed() {
    rig.rivalLeads(1, "a");
    rig.join("a");
    rig.pass(Duration.ofSeconds(1));
    rig.take(new Input.Admit("a", Input.Gate.FITNESS, false));
    passRenewing(rig, 1, Duration.ofMinutes(1));
    assertThat(rig.lease(Rig.id(1)).live()).isFalse();
  }

  @Test
  void whoHasItsShareIsListedAllTheSame() {
    rig.rivalLeads(1, "a");
    rig.join("a");
    rig.take(new Input.Admit("a", Input.Gate.SHARE, false));
    passRenewing(rig, 1, Duration.ofMinutes(1));
    assertThat(rig.lease(Rig.id(1)).live()).isTrue();
  }

  @Test
  void othersAreToldAsTheyComeAndGo() {
    rig.join("a");
    rig.pass(Duration.ofSeconds(1));
    assertThat(others(rig)).isEmpty();
    open(rig, 1, 0);
    passRenewing(rig, 1, Duration.ofSeconds(6));
    assertThat(others(rig)).containsExactly(Rig.rival(1));
    rig.pass(LEASE.plusSeconds(4));
    assertThat(others(rig)).isEmpty();
  }

  @Test
  void aSilentLeaseThatNoRecordNamesIsFencedByWhoeverListsIt() {
    open(rig, 1, 0);
    rig.join("a");
    rig.pass(LEASE.minusSeconds(1));
    assertThat(rig.asked(StoreRequest.Fence.class)).isEmpty();
    rig.pass(Duration.ofSeconds(4));
    assertThat(rig.lease(Rig.rival(1)).live()).isFalse();
  }

  @Test
  void anEndedLeaseIsPurgedAfterTenTimesItsTtl() {
    open(rig, 1, 0);
    rig.store.end(Rig.rival(1)).block();
    rig.join("a");
    rig.pass(LEASE.multipliedBy(10).minusSeconds(2));
    assertThat(rig.lease(Rig.rival(1))).isNotNull();
    rig.pass(Duration.ofSeconds(10));
    assertThat(rig.store.leases().collectList().block())
        .extracting(Lease::id)
        .containsExactly(Rig.id(1));
    rig.pass(Duration.ofMinutes(1));
    assertThat(rig.asked(StoreRequest.Purge.class)).hasSize(1);
  }

  @Test
  void anEndedLeaseThatARecordNamesIsKept() {
    Rig observer = listed(0, false);
    observer.rivalLeads(1, "b");
    observer.store.end(Rig.rival(1)).block();
    observer.join("a");
    observer.pass(LEASE.multipliedBy(25));
    assertThat(observer.lease(Rig.rival(1)).live()).isFalse();
    assertThat(observer.asked(StoreRequest.Purge.class)).hasSizeBetween(1, 3);
  }

  // == Who counts ==

  @Test
  void aLeaseThatWasNeverRenewedIsNotCounted() {
    rig.store.open(Lease.opening(Rig.rival(1), LEASE, Candidate.named("sick"))).block();
    rig.join("a");
    rig.pass(Duration.ofSeconds(4));
    assertThat(others(rig)).isEmpty();
    rig.rivalRenews(1);
    rig.pass(Duration.ofSeconds(4));
    assertThat(others(rig)).containsExactly(Rig.rival(1));
  }

  @Test
  void nobodyYieldsToACandidateBeforeItHasRenewedItsLeaseForItsTime() {
    Rig leader = listed(1, true);
    leader.join("a");
    leader.pass(Duration.ofSeconds(1));
    open(leader, 1, 2);
    passRenewing(leader, 1, Duration.ofSeconds(12));
    assertThat(leader.told(EngineEvent.Stopping.class)).isEmpty();
    passRenewing(leader, 1, Duration.ofSeconds(9));
    assertThat(leader.told(EngineEvent.Stopping.class)).hasSize(1);
  }

  @Test
  void nobodyYieldsToACandidateThatCeasesToRenew() {
    Rig leader = listed(1, true);
    leader.join("a");
    leader.pass(Duration.ofSeconds(1));
    for (long n = 1; n <= 5; n++) {
      open(leader, n, 2);
      leader.pass(LEASE);
    }
    assertThat(leader.told(EngineEvent.Stopping.class)).isEmpty();
  }

  @Test
  void aListAskedForBeforeTheStoreWasAnotherOneCountsForNothing() {
    open(rig, 1, 0);
    rig.join("a");
    rig.pass(Duration.ofSeconds(1));
    rig.hold(StoreRequest.ListLeases.class);
    rig.pass(Duration.ofSeconds(3));
    StoreRequest.ListLeases old = rig.pending(StoreRequest.ListLeases.class);
    rig.reads(read -> new Observation("other", read.next(), read.records(), read.leases()));
    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.told(EngineEvent.StoreReplaced.class)).hasSize(1);
    assertThat(rig.asked(StoreRequest.ListLeases.class)).last().isEqualTo(old);
    rig.forget();
    rig.reply(new Input.Listed(old.number(), List.of(), null));
    assertThat(rig.told(EngineEvent.Participants.class)).isEmpty();
    rig.release();
    assertThat(rig.asked(StoreRequest.ListLeases.class)).hasSize(1);
  }

  // == Who goes first ==

  /** Returns how long it takes until we lead what a rival has left, while others are listed. */
  private static Duration untilWon(Rig rig, int others, int priority) {
    rig.rivalLeads(99, "a");
    rig.join("a");
    for (long n = 1; n <= others; n++) {
      open(rig, n, priority);
    }
    passRenewing(rig, 99, Duration.ofSeconds(6));
    var held = rig.record("a");
    rig.store.amend(List.of(new io.election4j.spi.Amendment.Vacate(held))).blockLast();
    rig.take(new Input.Hint(rig.record("a")));
    long from = rig.now().nanos();
    while (rig.wins().isEmpty()) {
      rig.pass(Duration.ofMillis(10));
    }
    return Duration.ofNanos(rig.now().nanos() - from);
  }

  @Test
  void whoIsAloneClaimsAtOnce() {
    assertThat(untilWon(rig, 0, 0)).isLessThanOrEqualTo(Duration.ofMillis(10));
  }

  @Test
  void theHighestPriorityClaimsAtOnce() {
    assertThat(untilWon(listed(5, false), 8, 4)).isLessThanOrEqualTo(Duration.ofMillis(10));
  }

  @Test
  void eachOfAHigherPriorityIsGivenItsTurn() {
    assertThat(untilWon(rig, 4, 1)).isBetween(Duration.ofMillis(200), Duration.ofMillis(220));
  }

  @Test
  void nobodyHoldsBackForLongerThanOneSecond() {
    assertThat(untilWon(rig, 60, 1)).isBetween(Duration.ofMillis(1_000), Duration.ofMillis(1_020));
  }

  @Test
  void equalsGoInAnOrderThatDependsOnTheElection() {
    ClaimOrder order = new ClaimOrder(WE, LEASE);
    List<Lease> all =
        java.util.stream.LongStream.rangeClosed(1, 50)
            .mapToObj(n -> Lease.opening(Rig.rival(n), LEASE, WE))
            .toList();
    for (String election : List.of("a", "b", "c")) {
      var vacancy = io.election4j.spi.ElectionRecord.created(election);
      List<Duration> turns =
          all.stream().map(one -> order.turn(vacancy, null, one.id(), all)).sorted().toList();
      for (int i = 0; i < turns.size(); i++) {
        assertThat(turns.get(i)).isEqualTo(Duration.ofMillis(50L * i));
      }
    }
  }

  // == Who is to lead ==

  @Test
  void aLeaderThatYieldsHandsOverToACandidateOfAHigherPriority() {
    Rig leader = listed(1, true);
    leader.join("a");
    leader.pass(Duration.ofSeconds(1));
    open(leader, 1, 2);
    passRenewing(leader, 1, Duration.ofSeconds(18));
    leader.workStopped("a", 1);
    leader.settle();
    assertThat(leader.told(EngineEvent.Revoked.class))
        .containsExactly(new EngineEvent.Revoked("a", 1, Reason.YIELDED, 0));
    assertThat(leader.record("a").request()).isEqualTo(Request.transfer("rival1", "we"));
  }

  @Test
  void aPreferredCandidateThatDoesNotTakeTheOfficeIsNotYieldedToAgain() {
    Rig leader = listed(1, true);
    leader.join("a");
    leader.pass(Duration.ofSeconds(1));
    open(leader, 1, 2);
    passRenewing(leader, 1, Duration.ofSeconds(18));
    leader.workStopped("a", 1);
    passRenewing(leader, 1, Duration.ofMinutes(3));
    assertThat(leader.told(EngineEvent.Revoked.class)).hasSize(1);
    assertThat(leader.record("a").heldBy(Rig.id(1))).isTrue();
  }

  @Test
  void aLeaderDoesNotYieldUnlessItIsToldTo() {
    rig.join("a");
    rig.pass(Duration.ofSeconds(1));
    open(rig, 1, 2);
    passRenewing(rig, 1, Duration.ofMinutes(1));
    assertThat(rig.told(EngineEvent.Revoked.class)).isEmpty();
  }
}
