package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.Observation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rival leads, T is 15 s. */
class WatchedLeasesTest {

  private static final Duration T = Duration.ofSeconds(15);

  private final Rig rig = Rig.following("a");

  private void fences(int expected) {
    assertThat(rig.asked(StoreRequest.Fence.class)).hasSize(expected);
  }

  @Test
  void aLeaseIsFencedOnceItHasBeenSilentForItsTtl() {
    rig.pass(T.minusMillis(10));
    fences(0);
    rig.pass(Duration.ofMillis(10));
    fences(1);
    assertThat(rig.wins()).containsExactly(new Rig.Win("a", 2, Rig.id(1)));
  }

  @Test
  void readingARecordAgainDoesNotRestartItsHoldersTimer() {
    rig.pass(Duration.ofSeconds(10));
    rig.take(new Input.Push(false));
    rig.settle();
    rig.pass(Duration.ofSeconds(5));
    fences(1);
  }

  @Test
  void aRenewalRestartsTheTimer() {
    rig.pass(Duration.ofSeconds(10));
    rig.rivalRenews(1);
    rig.pass(Duration.ofMillis(500));
    rig.pass(T.minusMillis(1000));
    fences(0);
    rig.pass(Duration.ofMillis(1000));
    fences(1);
  }

  @Test
  void aVersionThatWentBackRestartsTheTimerToo() {
    rig.rivalRenews(1);
    rig.pass(Duration.ofSeconds(10));
    rig.reads(WatchedLeasesTest::asOpened);
    rig.pass(T.minusMillis(500));
    fences(0);
  }

  private static Observation asOpened(Observation read) {
    List<Lease> opened =
        read.leases().stream()
            .map(lease -> Lease.opening(lease.id(), lease.ttl(), lease.candidate()))
            .toList();
    return new Observation(read.identity(), read.next(), read.records(), opened);
  }

  @Test
  void theTimerStartsWhenTheAnswerArrivesNotWhenTheReadWasSent() {
    Rig slow = new Rig().hold(StoreRequest.Observe.class);
    slow.rivalLeads(1, "a");
    slow.join("a");
    slow.settle();
    slow.answer(slow.pending(StoreRequest.Observe.class));
    StoreRequest.Observe first = slow.pending(StoreRequest.Observe.class);
    assertThat(first.watched()).containsExactly(Rig.rival(1));
    slow.pause(Duration.ofSeconds(3));
    slow.answer(first);
    slow.pass(T.minusMillis(1));
    assertThat(slow.asked(StoreRequest.Fence.class)).isEmpty();
    slow.pass(Duration.ofMillis(1));
    assertThat(slow.asked(StoreRequest.Fence.class)).hasSize(1);
  }

  @Test
  void theFenceNamesTheVersionObservedEvenIfReadsHaveStalledSince() {
    rig.hold(StoreRequest.Observe.class);
    rig.rivalRenews(1);
    rig.rivalRenews(1);
    rig.pass(T);
    assertThat(rig.asked(StoreRequest.Fence.class))
        .extracting(StoreRequest.Fence::version)
        .containsExactly(1L);
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    assertThat(rig.lease(Rig.rival(1)).state()).isEqualTo(Lease.State.LIVE);
  }

  @Test
  void nothingIsClaimedBeforeTheFenceIsAcknowledged() {
    rig.hold(StoreRequest.Fence.class).pass(T);
    fences(1);
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    rig.release();
    assertThat(rig.asked(StoreRequest.Claim.class)).hasSize(1);
  }

  @Test
  void aFenceOfUnknownOutcomeWaitsForTheNextObservation() {
    rig.hold(StoreRequest.Fence.class).hold(StoreRequest.Observe.class).pass(T);
    StoreRequest.Fence fence = rig.pending(StoreRequest.Fence.class);
    rig.apply(fence);
    rig.fail(fence);
    rig.pass(Duration.ofMillis(400));
    fences(1);
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    rig.release();
    fences(1);
    assertThat(rig.told(EngineEvent.Elected.class)).hasSize(1);
  }

  @Test
  void aFenceThatWasNeverAppliedIsTriedAgainAfterTheNextObservation() {
    rig.hold(StoreRequest.Observe.class).failing(StoreRequest.Fence.class).pass(T);
    fences(1);
    rig.answer(rig.pending(StoreRequest.Observe.class));
    fences(2);
  }

  @Test
  void aRefusedFenceOfARenewedLeaseWaitsForItsWholeTtlAgain() {
    rig.hold(StoreRequest.Fence.class).pass(T);
    rig.rivalRenews(1);
    rig.release();
    fences(1);
    rig.pass(T.minusMillis(500));
    fences(1);
    rig.pass(Duration.ofSeconds(1));
    fences(2);
  }

  @Test
  void aLeaseFoundEndedIsClaimedFromAtOnce() {
    rig.store.end(Rig.rival(1)).block();
    rig.pass(Duration.ofMillis(500));
    fences(0);
    assertThat(rig.told(EngineEvent.Elected.class)).hasSize(1);
  }

  @Test
  void aLeaseThatLivesAgainThoughItWasFencedIsNotClaimedFrom() {
    rig.hold(StoreRequest.Open.class).pass(T);
    fences(1);
    rig.reads(WatchedLeasesTest::asOpened);
    rig.pass(Duration.ofMillis(500));
    assertThat(rig.told(EngineEvent.StoreRegressed.class))
        .containsExactly(new EngineEvent.StoreRegressed("the ended lease of [a] lives again"));
    rig.release().pass(T.minusMillis(500));
    fences(1);
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    rig.hold(StoreRequest.Fence.class).pass(Duration.ofMillis(500));
    fences(2);
  }

  @Test
  void aReadAskedForBeforeALeaseWasFencedDoesNotBringItBack() {
    rig.hold(StoreRequest.Open.class).pass(T.minusMillis(10));
    rig.hold(StoreRequest.Observe.class);
    rig.take(new Input.Push(false));
    Input.Reply before = rig.apply(rig.pending(StoreRequest.Observe.class));
    rig.pass(Duration.ofMillis(10));
    fences(1);
    rig.reply(before);
    assertThat(rig.told(EngineEvent.StoreRegressed.class)).isEmpty();
    rig.release();
    assertThat(rig.told(EngineEvent.Elected.class)).hasSize(1);
  }

  @Test
  void whatWasFencedAWhileAgoIsLookedAtOnceMoreThoughTheStorePushes() {
    rig.take(new Input.Push(true));
    rig.hold(StoreRequest.Open.class).pass(T);
    fences(1);
    rig.hold(StoreRequest.Observe.class).pause(Duration.ofMillis(100));
    rig.reads(WatchedLeasesTest::asOpened);
    rig.answer(rig.pending(StoreRequest.Open.class));
    rig.settle();
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    rig.release();
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    assertThat(rig.told(EngineEvent.StoreRegressed.class)).hasSize(1);
  }

  @Test
  void readsThatFailAreNotHurriedForAClaim() {
    rig.take(new Input.Push(true));
    rig.hold(StoreRequest.Open.class).pass(T);
    rig.forget();
    rig.failing(StoreRequest.Observe.class).pause(Duration.ofMillis(100));
    rig.release().pass(Duration.ofSeconds(2));
    assertThat(rig.asked(StoreRequest.Observe.class)).hasSizeBetween(1, 6);
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    rig.healed().pass(Duration.ofMillis(500));
    assertThat(rig.asked(StoreRequest.Claim.class)).hasSize(1);
  }

  @Test
  void anAbsentLeaseIsFencedAsVersionZeroAfterTheRecordsTtl() {
    rig.reads(read -> new Observation(read.identity(), read.next(), read.records(), List.of()));
    rig.pass(T);
    fences(0);
    rig.pass(Duration.ofMillis(500));
    assertThat(rig.asked(StoreRequest.Fence.class))
        .extracting(StoreRequest.Fence::version)
        .containsOnly(0L);
  }

  @Test
  void aLeaseNamedButNeverOpenedIsTakenFromAndCanNeverBeOpened() {
    Rig other = new Rig();
    Lease never = Lease.opening(Rig.rival(9), Duration.ofSeconds(5), Candidate.named("late"));
    other.store.create(List.of("a")).block();
    other.store.claim(never, List.of(ElectionRecord.created("a"))).blockLast();
    other.join("a");
    other.settle();
    other.pass(Duration.ofMillis(4_999));
    assertThat(other.asked(StoreRequest.Fence.class)).isEmpty();
    other.pass(Duration.ofMillis(1));
    assertThat(other.told(EngineEvent.Elected.class)).hasSize(1);
    assertThat(other.store.open(never).block()).isFalse();
  }

  @Test
  void theLongerOfTheRecordsAndTheLeasesTtlCounts() {
    Rig other = new Rig();
    other.rivalLeads(1, "a");
    other.reads(WatchedLeasesTest::withLongTtl);
    other.join("a");
    other.settle();
    other.pass(Duration.ofSeconds(29));
    assertThat(other.asked(StoreRequest.Fence.class)).isEmpty();
    other.pass(Duration.ofSeconds(1));
    assertThat(other.asked(StoreRequest.Fence.class)).hasSize(1);
  }

  private static Observation withLongTtl(Observation read) {
    List<Lease> longer =
        read.leases().stream()
            .map(
                l ->
                    new Lease(
                        l.id(), l.version(), Duration.ofSeconds(30), l.state(), l.candidate()))
            .toList();
    return new Observation(read.identity(), read.next(), read.records(), longer);
  }

  @Test
  void oneFenceFreesAllElectionsOfTheLease() {
    Rig other = new Rig();
    List.of("a", "b", "c").forEach(election -> other.rivalLeads(1, election));
    List.of("a", "b", "c").forEach(other::join);
    other.settle();
    other.pass(T);
    assertThat(other.asked(StoreRequest.Fence.class)).hasSize(1);
    assertThat(other.asked(StoreRequest.Claim.class)).hasSize(1);
    assertThat(other.told(EngineEvent.Elected.class)).hasSize(3);
  }

  @Test
  void anObserverNeitherWatchesNorFences() {
    Rig other = new Rig();
    other.rivalLeads(1, "a");
    other.observe("a");
    other.pass(Duration.ofMinutes(1));
    assertThat(other.asked())
        .allSatisfy(action -> assertThat(action).isNotInstanceOf(StoreRequest.Fence.class));
    assertThat(other.asked(StoreRequest.Observe.class))
        .allSatisfy(read -> assertThat(read.watched()).isEmpty());
  }

  @Test
  void whoHasLeftWatchesNobody() {
    rig.leave("a");
    rig.pass(Duration.ofMinutes(1));
    fences(0);
  }
}
