package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Lease;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseOpeningTest {

  private static final Duration POLL = Rig.TIMING.poll();

  private final Rig rig = new Rig().hold(Action.Open.class);

  private Action.Open asked() {
    rig.join("a");
    rig.settle();
    return rig.pending(Action.Open.class);
  }

  @Test
  void anObserverNeedsNoLease() {
    rig.observe("a");
    rig.pass(Duration.ofMinutes(1));
    assertThat(rig.asked(Action.Open.class)).isEmpty();
  }

  @Test
  void whoeverOnlyFollowsWritesNothing() {
    Rig follower = Rig.following("a");
    for (int i = 0; i < 60; i++) {
      follower.rivalRenews(1);
      follower.pass(Duration.ofSeconds(1));
    }
    assertThat(follower.asked()).allMatch(Action.Observe.class::isInstance).hasSize(120);
  }

  @Test
  void itIsOpenedTwoPollsBeforeASilentRivalIsFenced() {
    Rig follower = Rig.following("a").hold(Action.Fence.class);
    follower.pass(Duration.ofSeconds(14).minusMillis(1));
    assertThat(follower.asked(Action.Open.class)).isEmpty();
    follower.pass(Duration.ofMillis(1));
    assertThat(follower.asked(Action.Open.class)).hasSize(1);
    follower.pass(Duration.ofSeconds(1));
    assertThat(follower.told(Signal.Elected.class)).isEmpty();
    follower.release();
    assertThat(follower.told(Signal.Elected.class)).hasSize(1);
  }

  @Test
  void oneOpenedForARivalThatIsNotSilentAfterAllIsLeftAlone() {
    Rig follower = Rig.following("a");
    follower.pass(Duration.ofMillis(14_200));
    follower.rivalRenews(1);
    follower.pass(Duration.ofSeconds(14).minusMillis(1));
    assertThat(follower.asked(Action.Open.class)).hasSize(1);
    assertThat(follower.asked(Action.Renew.class)).hasSize(1);
    assertThat(follower.lease(Rig.id(1)).state()).isEqualTo(Lease.State.ENDED);
  }

  @Test
  void itIsGivenUpIfTheElectionIsTakenMeanwhile() {
    Action.Open first = asked();
    rig.rivalLeads(1, "a");
    rig.take(new Input.Hint(rig.record("a")));
    rig.answer(first);
    rig.settle();
    assertThat(rig.told(Signal.Trusted.class)).isEmpty();
    assertThat(rig.lease(Rig.id(1)).state()).isEqualTo(Lease.State.ENDED);
  }

  @Test
  void whatSomebodyTookMeanwhileIsNotClaimed() {
    Action.Open first = asked();
    rig.pass(POLL.dividedBy(10));
    rig.rivalTakes(1, "a");
    rig.answer(first);
    rig.settle();
    assertThat(rig.lease(Rig.id(1)).live()).isTrue();
    assertThat(rig.asked(Action.Claim.class)).isEmpty();
  }

  @Test
  void whatWasSeenATenthOfAPollAgoIsSeenOnceMoreBeforeItIsClaimed() {
    Action.Open first = asked();
    rig.pass(POLL.dividedBy(10));
    rig.hold(Action.Observe.class).answer(first);
    rig.settle();
    assertThat(rig.asked(Action.Claim.class)).isEmpty();
    rig.answer(rig.pending(Action.Observe.class));
    assertThat(rig.asked(Action.Claim.class)).hasSize(1);
  }

  @Test
  void aReadThatIsUnderWayAnywayIsLookEnough() {
    Action.Open first = asked();
    rig.hold(Action.Observe.class).pass(POLL);
    rig.forget();
    rig.answer(first);
    rig.settle();
    rig.answer(rig.pending(Action.Observe.class));
    assertThat(rig.asked(Action.Claim.class)).hasSize(1);
    assertThat(rig.asked(Action.Observe.class)).isEmpty();
  }

  @Test
  void whatWasSeenJustNowIsClaimedAtOnce() {
    Action.Open first = asked();
    rig.pass(POLL.dividedBy(10).minusNanos(1));
    rig.hold(Action.Observe.class).answer(first);
    rig.settle();
    assertThat(rig.asked(Action.Claim.class)).hasSize(1);
  }

  @Test
  void whoeverHasFencedTheHolderClaimsAtOnce() {
    Rig follower = Rig.following("a").hold(Action.Fence.class);
    follower.pass(Duration.ofSeconds(15));
    follower.hold(Action.Observe.class).pass(POLL);
    follower.forget();
    follower.answer(follower.pending(Action.Fence.class));
    assertThat(follower.asked(Action.Claim.class)).hasSize(1);
  }

  @Test
  void aLookInVainHoldsNothingUp() {
    Action.Open first = asked();
    rig.pass(POLL.dividedBy(10));
    rig.failing(Action.Observe.class).answer(first);
    rig.settle();
    assertThat(rig.wins()).hasSize(1);
  }

  @Test
  void aStoreThatPushesIsNotAskedOnceMore() {
    rig.take(new Input.Push(true));
    Action.Open first = asked();
    rig.pass(POLL.dividedBy(10));
    rig.forget();
    rig.hold(Action.Claim.class).answer(first);
    rig.settle();
    assertThat(rig.asked(Action.Observe.class)).isEmpty();
    assertThat(rig.asked(Action.Claim.class)).hasSize(1);
  }

  @Test
  void nothingIsTrustedBeforeTheAnswer() {
    asked();
    rig.pass(Duration.ofSeconds(2));
    assertThat(rig.told(Signal.Trusted.class)).isEmpty();
    assertThat(rig.asked(Action.Claim.class)).isEmpty();
  }

  @Test
  void trustCountsFromBeforeTheFirstAttempt() {
    Action.Open first = asked();
    Moment sent = rig.now();
    rig.pause(Duration.ofSeconds(3));
    rig.fail(first);
    rig.pass(Duration.ofMillis(1500));
    rig.answer(rig.pending(Action.Open.class));
    assertThat(rig.told(Signal.Trusted.class))
        .containsExactly(
            new Signal.Trusted(Rig.id(1), Deadline.after(sent, Duration.ofSeconds(12))));
  }

  @Test
  void anAttemptOfUnknownOutcomeIsRepeatedWithTheSameId() {
    Action.Open first = asked();
    rig.apply(first);
    rig.fail(first);
    rig.pass(Duration.ofMillis(1500));
    Action.Open second = rig.pending(Action.Open.class);
    assertThat(second.lease().id()).isEqualTo(Rig.id(1));
    rig.answer(second);
    assertThat(rig.told(Signal.Trusted.class)).hasSize(1);
  }

  @Test
  void anotherIdIsTakenOnceDHasPassedSinceTheFirstAttempt() {
    Action.Open first = asked();
    rig.pause(Duration.ofSeconds(3));
    rig.fail(first);
    rig.pause(Duration.ofSeconds(9));
    rig.tick();
    assertThat(rig.pending(Action.Open.class).lease().id()).isEqualTo(Rig.id(2));
  }

  @Test
  void anotherIdIsTakenIfTheLeaseIsEnded() {
    Action.Open first = asked();
    rig.apply(first);
    rig.store.fence(Rig.id(1), 1).block();
    rig.answer(first);
    assertThat(rig.told(Signal.Trusted.class)).isEmpty();
    assertThat(rig.pending(Action.Open.class).lease().id()).isEqualTo(Rig.id(2));
  }

  @Test
  void anAnswerTooLateToBeOfUseEndsTheLease() {
    Action.Open first = asked();
    rig.pause(Duration.ofSeconds(10));
    rig.answer(first);
    rig.settle();
    assertThat(rig.told(Signal.Trusted.class)).isEmpty();
    assertThat(rig.lease(Rig.id(1)).state()).isEqualTo(Lease.State.ENDED);
    assertThat(rig.pending(Action.Open.class).lease().id()).isEqualTo(Rig.id(2));
  }

  @Test
  void aWallClockSetForwardMeanwhileMakesTheAnswerTooLate() {
    Action.Open first = asked();
    rig.setWallClock(Duration.ofSeconds(10));
    rig.answer(first);
    assertThat(rig.told(Signal.Trusted.class)).isEmpty();
  }

  @Test
  void aWallClockSetBackMeanwhileChangesNothing() {
    Action.Open first = asked();
    rig.setWallClock(Duration.ofHours(-1));
    rig.answer(first);
    assertThat(rig.told(Signal.Trusted.class)).hasSize(1);
  }

  @Test
  void aLeaseOpenedForNobodyIsEnded() {
    Action.Open first = asked();
    rig.leave("a");
    rig.answer(first);
    rig.settle();
    assertThat(rig.told(Signal.Trusted.class)).isEmpty();
    assertThat(rig.lease(Rig.id(1)).state()).isEqualTo(Lease.State.ENDED);
  }

  @Test
  void anAnswerToAnEarlierAttemptIsIgnored() {
    Action.Open first = asked();
    rig.fail(first);
    rig.reply(new Input.Answered(first.number(), true, null));
    assertThat(rig.told(Signal.Trusted.class)).isEmpty();
  }
}
