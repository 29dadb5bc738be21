package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Lease;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseOpeningTest {

  private static final Duration POLL = Rig.TIMING.poll();

  private final Rig rig = new Rig().hold(StoreRequest.Open.class);

  private StoreRequest.Open asked() {
    rig.join("a");
    rig.settle();
    return rig.pending(StoreRequest.Open.class);
  }

  @Test
  void anObserverNeedsNoLease() {
    rig.observe("a");
    rig.pass(Duration.ofMinutes(1));
    assertThat(rig.asked(StoreRequest.Open.class)).isEmpty();
  }

  @Test
  void whoeverOnlyFollowsWritesNothing() {
    Rig follower = Rig.following("a");
    for (int i = 0; i < 60; i++) {
      follower.rivalRenews(1);
      follower.pass(Duration.ofSeconds(1));
    }
    assertThat(follower.asked()).allMatch(StoreRequest.Observe.class::isInstance).hasSize(120);
  }

  @Test
  void itIsOpenedTwoPollsBeforeASilentRivalIsFenced() {
    Rig follower = Rig.following("a").hold(StoreRequest.Fence.class);
    follower.pass(Duration.ofSeconds(14).minusMillis(1));
    assertThat(follower.asked(StoreRequest.Open.class)).isEmpty();
    follower.pass(Duration.ofMillis(1));
    assertThat(follower.asked(StoreRequest.Open.class)).hasSize(1);
    follower.pass(Duration.ofSeconds(1));
    assertThat(follower.told(EngineEvent.Elected.class)).isEmpty();
    follower.release();
    assertThat(follower.told(EngineEvent.Elected.class)).hasSize(1);
  }

  @Test
  void oneOpenedForARivalThatIsNotSilentAfterAllIsLeftAlone() {
    Rig follower = Rig.following("a");
    follower.pass(Duration.ofMillis(14_200));
    follower.rivalRenews(1);
    follower.pass(Duration.ofSeconds(14).minusMillis(1));
    assertThat(follower.asked(StoreRequest.Open.class)).hasSize(1);
    assertThat(follower.asked(StoreRequest.Renew.class)).hasSize(1);
    assertThat(follower.lease(Rig.id(1)).state()).isEqualTo(Lease.State.ENDED);
  }

  @Test
  void itIsGivenUpIfTheElectionIsTakenMeanwhile() {
    StoreRequest.Open first = asked();
    rig.rivalLeads(1, "a");
    rig.take(new Input.Hint(rig.record("a")));
    rig.answer(first);
    rig.settle();
    assertThat(rig.told(EngineEvent.Trusted.class)).isEmpty();
    assertThat(rig.lease(Rig.id(1)).state()).isEqualTo(Lease.State.ENDED);
  }

  @Test
  void whatSomebodyTookMeanwhileIsNotClaimed() {
    StoreRequest.Open first = asked();
    rig.pass(POLL.dividedBy(10));
    rig.rivalTakes(1, "a");
    rig.answer(first);
    rig.settle();
    assertThat(rig.lease(Rig.id(1)).live()).isTrue();
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
  }

  @Test
  void whatWasSeenATenthOfAPollAgoIsSeenOnceMoreBeforeItIsClaimed() {
    StoreRequest.Open first = asked();
    rig.pass(POLL.dividedBy(10));
    rig.hold(StoreRequest.Observe.class).answer(first);
    rig.settle();
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    rig.answer(rig.pending(StoreRequest.Observe.class));
    assertThat(rig.asked(StoreRequest.Claim.class)).hasSize(1);
  }

  @Test
  void aReadThatIsUnderWayAnywayIsLookEnough() {
    StoreRequest.Open first = asked();
    rig.hold(StoreRequest.Observe.class).pass(POLL);
    rig.forget();
    rig.answer(first);
    rig.settle();
    rig.answer(rig.pending(StoreRequest.Observe.class));
    assertThat(rig.asked(StoreRequest.Claim.class)).hasSize(1);
    assertThat(rig.asked(StoreRequest.Observe.class)).isEmpty();
  }

  @Test
  void whatWasSeenJustNowIsClaimedAtOnce() {
    StoreRequest.Open first = asked();
    rig.pass(POLL.dividedBy(10).minusNanos(1));
    rig.hold(StoreRequest.Observe.class).answer(first);
    rig.settle();
    assertThat(rig.asked(StoreRequest.Claim.class)).hasSize(1);
  }

  @Test
  void whoeverHasFencedTheHolderClaimsAtOnce() {
    Rig follower = Rig.following("a").hold(StoreRequest.Fence.class);
    follower.pass(Duration.ofSeconds(15));
    follower.hold(StoreRequest.Observe.class).pass(POLL);
    follower.forget();
    follower.answer(follower.pending(StoreRequest.Fence.class));
    assertThat(follower.asked(StoreRequest.Claim.class)).hasSize(1);
  }

  @Test
  void aLookInVainHoldsNothingUp() {
    StoreRequest.Open first = asked();
    rig.pass(POLL.dividedBy(10));
    rig.failing(StoreRequest.Observe.class).answer(first);
    rig.settle();
    assertThat(rig.wins()).hasSize(1);
  }

  @Test
  void aStoreThatPushesIsNotAskedOnceMore() {
    rig.take(new Input.Push(true));
    StoreRequest.Open first = asked();
    rig.pass(POLL.dividedBy(10));
    rig.forget();
    rig.hold(StoreRequest.Claim.class).answer(first);
    rig.settle();
    assertThat(rig.asked(StoreRequest.Observe.class)).isEmpty();
    assertThat(rig.asked(StoreRequest.Claim.class)).hasSize(1);
  }

  @Test
  void nothingIsTrustedBeforeTheAnswer() {
    asked();
    rig.pass(Duration.ofSeconds(2));
    assertThat(rig.told(EngineEvent.Trusted.class)).isEmpty();
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
  }

  @Test
  void trustCountsFromBeforeTheFirstAttempt() {
    StoreRequest.Open first = asked();
    ClockReading sent = rig.now();
    rig.pause(Duration.ofSeconds(3));
    rig.fail(first);
    rig.pass(Duration.ofMillis(1500));
    rig.answer(rig.pending(StoreRequest.Open.class));
    assertThat(rig.told(EngineEvent.Trusted.class))
        .containsExactly(
            new EngineEvent.Trusted(Rig.id(1), Deadline.after(sent, Duration.ofSeconds(12))));
  }

  @Test
  void anAttemptOfUnknownOutcomeIsRepeatedWithTheSameId() {
    StoreRequest.Open first = asked();
    rig.apply(first);
    rig.fail(first);
    rig.pass(Duration.ofMillis(1500));
    StoreRequest.Open second = rig.pending(StoreRequest.Open.class);
    assertThat(second.lease().id()).isEqualTo(Rig.id(1));
    rig.answer(second);
    assertThat(rig.told(EngineEvent.Trusted.class)).hasSize(1);
  }

  @Test
  void anotherIdIsTakenOnceDHasPassedSinceTheFirstAttempt() {
    StoreRequest.Open first = asked();
    rig.pause(Duration.ofSeconds(3));
    rig.fail(first);
    rig.pause(Duration.ofSeconds(9));
    rig.tick();
    assertThat(rig.pending(StoreRequest.Open.class).lease().id()).isEqualTo(Rig.id(2));
  }

  @Test
  void anotherIdIsTakenIfTheLeaseIsEnded() {
    StoreRequest.Open first = asked();
    rig.apply(first);
    rig.store.fence(Rig.id(1), 1).block();
    rig.answer(first);
    assertThat(rig.told(EngineEvent.Trusted.class)).isEmpty();
    assertThat(rig.pending(StoreRequest.Open.class).lease().id()).isEqualTo(Rig.id(2));
  }

  @Test
  void anAnswerTooLateToBeOfUseEndsTheLease() {
    StoreRequest.Open first = asked();
    rig.pause(Duration.ofSeconds(10));
    rig.answer(first);
    rig.settle();
    assertThat(rig.told(EngineEvent.Trusted.class)).isEmpty();
    assertThat(rig.lease(Rig.id(1)).state()).isEqualTo(Lease.State.ENDED);
    assertThat(rig.pending(StoreRequest.Open.class).lease().id()).isEqualTo(Rig.id(2));
  }

  @Test
  void aWallClockSetForwardMeanwhileMakesTheAnswerTooLate() {
    StoreRequest.Open first = asked();
    rig.setWallClock(Duration.ofSeconds(10));
    rig.answer(first);
    assertThat(rig.told(EngineEvent.Trusted.class)).isEmpty();
  }

  @Test
  void aWallClockSetBackMeanwhileChangesNothing() {
    StoreRequest.Open first = asked();
    rig.setWallClock(Duration.ofHours(-1));
    rig.answer(first);
    assertThat(rig.told(EngineEvent.Trusted.class)).hasSize(1);
  }

  @Test
  void aLeaseOpenedForNobodyIsEnded() {
    StoreRequest.Open first = asked();
    rig.leave("a");
    rig.answer(first);
    rig.settle();
    assertThat(rig.told(EngineEvent.Trusted.class)).isEmpty();
    assertThat(rig.lease(Rig.id(1)).state()).isEqualTo(Lease.State.ENDED);
  }

  @Test
  void anAnswerToAnEarlierAttemptIsIgnored() {
    StoreRequest.Open first = asked();
    rig.fail(first);
    rig.reply(new Input.Answered(first.number(), true, null));
    assertThat(rig.told(EngineEvent.Trusted.class)).isEmpty();
  }
}
