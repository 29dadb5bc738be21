package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What former processes left is cleared away by whoever leads, listed or not. T is 15 s. */
class ClearingTest {

  private static final Duration LEASE = Rig.TIMING.lease();

  private static void open(Rig rig, long n) {
    rig.store.open(Lease.opening(Rig.rival(n), LEASE, Candidate.named("rival" + n))).block();
    rig.rivalRenews(n);
  }

  private static void passRenewing(Rig rig, long n, Duration span) {
    for (Duration past = Duration.ZERO; past.compareTo(span) < 0; past = past.plusSeconds(3)) {
      rig.rivalRenews(n);
      rig.pass(Duration.ofSeconds(3));
    }
  }

  /** Opens leases of these numbers that have ended, one after the other. */
  private static void openEnded(Rig rig, long first, long last) {
    for (long n = first; n <= last; n++) {
      open(rig, n);
      rig.store.end(Rig.rival(n)).block();
    }
  }

  private static List<LeaseId> left(Rig rig) {
    return rig.store.leases().map(Lease::id).collectList().block();
  }

  private static List<LeaseId> rivals(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(Rig::rival).toList();
  }

  @Test
  void whoeverLeadsPurgesAtOnceWhatHasEndedButTheTenThatEndedLast() {
    Rig unlisted = new Rig();
    openEnded(unlisted, 1, 30);
    unlisted.join("a");
    unlisted.settle();
    assertThat(unlisted.wins()).hasSize(1);
    assertThat(left(unlisted)).containsExactlyInAnyOrderElementsOf(with(rivals(21, 30), Rig.id(1)));
  }

  private static List<LeaseId> with(List<LeaseId> some, LeaseId more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  @Test
  void whoeverLeadsForLongPurgesAllThatHasEnded() {
    Rig unlisted = new Rig();
    openEnded(unlisted, 1, 10);
    unlisted.join("a");
    unlisted.pass(LEASE.multipliedBy(10).minusSeconds(2));
    assertThat(left(unlisted)).hasSize(11);
    unlisted.pass(LEASE.multipliedBy(11));
    assertThat(left(unlisted)).containsExactly(Rig.id(1));
  }

  @Test
  void whoeverLeadsLooksOnlyOnceInTenLeases() {
    Rig unlisted = new Rig();
    openEnded(unlisted, 1, 30);
    unlisted.join("a");
    unlisted.pass(LEASE.multipliedBy(95));
    assertThat(unlisted.asked(StoreRequest.ListLeases.class)).hasSize(10);
    assertThat(unlisted.asked(StoreRequest.Purge.class)).hasSize(2);
    assertThat(unlisted.told(EngineEvent.Participants.class)).isEmpty();
  }

  @Test
  void whatIsNamedByRecordsIsNotTriedToBePurgedAgainAndAgain() {
    Rig rig = new Rig(new EngineConfig(Rig.TIMING, Candidate.named("we"), true, false, LEASE));
    for (long n = 1; n <= 30; n++) {
      rig.rivalLeads(n, "left-" + n);
      rig.store.end(Rig.rival(n)).block();
    }
    rig.join("a");
    rig.pass(LEASE.multipliedBy(95));
    assertThat(left(rig)).hasSize(31);
    assertThat(rig.asked(StoreRequest.Purge.class)).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void aLeaseThatNobodyLookedAtInBetweenIsLookedAtForItsWholeTimeBeforeItIsFenced() {
    Rig unlisted = new Rig();
    open(unlisted, 1);
    unlisted.join("a");
    // It may have been renewed, and brought back by a backup to where it was.
    unlisted.pass(LEASE.multipliedBy(10).plusSeconds(10));
    assertThat(unlisted.asked(StoreRequest.Fence.class)).isEmpty();
    passRenewing(unlisted, 1, LEASE.multipliedBy(5));
    assertThat(unlisted.asked(StoreRequest.Fence.class)).isEmpty();
  }

  private static Rig listed() {
    Rig rig = new Rig(new EngineConfig(Rig.TIMING, Candidate.named("we"), true, false, LEASE));
    open(rig, 1);
    rig.join("a");
    passRenewing(rig, 1, LEASE);
    rig.forget();
    return rig;
  }

  @Test
  void whoseListingsFailFencesNobodyByWhatTheLastOneHasShown() {
    Rig listed = listed().failing(StoreRequest.ListLeases.class);
    passRenewing(listed, 1, LEASE.multipliedBy(3));
    assertThat(listed.asked(StoreRequest.Fence.class)).isEmpty();
  }

  @Test
  void whoComesBackFencesNobodyByWhatItHasSeenBefore() {
    Rig listed = listed();
    listed.leave("a");
    passRenewing(listed, 1, LEASE.multipliedBy(8));
    listed.hold(StoreRequest.ListLeases.class);
    listed.join("a");
    passRenewing(listed, 1, LEASE);
    assertThat(listed.asked(StoreRequest.ListLeases.class)).isNotEmpty();
    assertThat(listed.asked(StoreRequest.Fence.class)).isEmpty();
  }

  @Test
  void whoeverLeadsFencesALeaseThatWasSilentInTwoListingsAndNoOther() {
    Rig unlisted = new Rig();
    open(unlisted, 1);
    open(unlisted, 2);
    unlisted.join("a");
    passRenewing(unlisted, 2, LEASE.multipliedBy(9));
    assertThat(unlisted.asked(StoreRequest.Fence.class)).isEmpty();
    passRenewing(unlisted, 2, LEASE.multipliedBy(50));
    assertThat(unlisted.asked(StoreRequest.Fence.class))
        .extracting(StoreRequest.Fence::lease)
        .containsExactly(Rig.rival(1));
    assertThat(left(unlisted)).containsExactlyInAnyOrder(Rig.id(1), Rig.rival(2));
  }
}
