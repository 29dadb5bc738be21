package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionEvent.Reason;
import io.election4j.Timing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a process does that can open a lease and claim, and cannot renew. T is 15 s. */
class SetbacksTest {

  private static final Duration T = Rig.TIMING.lease();

  private static List<Duration> spans(Rig rig) {
    return rig.told(EngineEvent.StandsBack.class).stream()
        .map(EngineEvent.StandsBack::span)
        .toList();
  }

  @Test
  void nothingIsClaimedBeforeTheLeaseWasRenewedOnce() {
    Rig rig = new Rig().hold(StoreRequest.Renew.class);
    rig.join("a");
    rig.settle();
    StoreRequest.Renew first = rig.pending(StoreRequest.Renew.class);
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    rig.answer(first);
    assertThat(rig.asked(StoreRequest.Claim.class)).hasSize(1);
  }

  @Test
  void aFirstLeadershipTakesOneRenewalMoreAndThenOnePerHeartbeat() {
    Rig rig = new Rig();
    rig.join("a");
    rig.pass(Duration.ofSeconds(2));
    assertThat(rig.wins()).hasSize(1);
    assertThat(rig.asked(StoreRequest.Renew.class)).hasSize(1);
    rig.pass(Duration.ofSeconds(3));
    assertThat(rig.asked(StoreRequest.Renew.class)).hasSize(2);
  }

  @Test
  void theFirstRenewalOfALeaseOpenedAheadOfATakeoverDelaysNothing() {
    Rig rig = Rig.following("a").hold(StoreRequest.Fence.class);
    rig.pass(T);
    assertThat(rig.asked(StoreRequest.Renew.class)).hasSize(1);
    rig.hold(StoreRequest.Renew.class).answer(rig.pending(StoreRequest.Fence.class));
    assertThat(rig.asked(StoreRequest.Claim.class)).hasSize(1);
  }

  @Test
  void nothingIsClaimedWhileRenewalsFail() {
    Rig rig = Rig.leading("a").failing(StoreRequest.Renew.class);
    rig.pass(Duration.ofSeconds(4));
    rig.join("b");
    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    rig.healed().pass(Duration.ofSeconds(3));
    assertThat(rig.wins()).extracting(Rig.Win::election).containsExactly("b");
  }

  @Test
  void whoCannotRenewWhileOthersAreAnsweredSaysSoAndStandsBack() {
    Rig rig = Rig.leading("a").failing(StoreRequest.Renew.class);
    rig.pass(Duration.ofSeconds(13));
    assertThat(rig.told(EngineEvent.Revoked.class))
        .containsExactly(new EngineEvent.Revoked("a", 1, Reason.RENEWALS_FAILED, 0));
    assertThat(rig.told(EngineEvent.StandsBack.class))
        .containsExactly(new EngineEvent.StandsBack(T, Rig.LOST));
    rig.workStopped("a", 1);
    rig.pass(Duration.ofSeconds(11));
    assertThat(rig.asked(StoreRequest.Open.class)).isEmpty();
    rig.pass(Duration.ofSeconds(4));
    assertThat(rig.asked(StoreRequest.Open.class)).hasSize(1);
  }

  @Test
  void eachTimeItStandsBackForTwiceAsLongButNeverForMoreThanFourLeases() {
    Rig rig = Rig.leading("a").failing(StoreRequest.Renew.class);
    rig.pass(Duration.ofSeconds(11));
    rig.workStopped("a", 1);
    rig.pass(T.multipliedBy(16));
    assertThat(spans(rig))
        .containsExactly(
            T, T.multipliedBy(2), T.multipliedBy(4), T.multipliedBy(4), T.multipliedBy(4));
    assertThat(rig.wins()).isEmpty();
  }

  @Test
  void itStandsAgainOnceItCanRenewAndCountsAnewOnceItHasForOneLease() {
    Rig rig = Rig.leading("a").failing(StoreRequest.Renew.class);
    rig.pass(Duration.ofSeconds(11));
    rig.workStopped("a", 1);
    rig.healed().pass(T);
    assertThat(rig.told(EngineEvent.StandsAgain.class)).hasSize(1);
    assertThat(rig.wins()).hasSize(1);
    rig.pass(T.plusSeconds(3));
    rig.failing(StoreRequest.Renew.class).pass(Duration.ofSeconds(13));
    assertThat(spans(rig)).containsExactly(T, T);
  }

  @Test
  void anOutageOfEverythingIsNoReasonToStandBack() {
    Rig rig = Rig.leading("a");
    rig.failing(StoreRequest.Renew.class)
        .failing(StoreRequest.Observe.class)
        .failing(StoreRequest.Open.class);
    rig.pass(Duration.ofSeconds(13));
    rig.workStopped("a", 1);
    assertThat(rig.told(EngineEvent.Revoked.class))
        .containsExactly(new EngineEvent.Revoked("a", 1, Reason.STORE_UNREACHABLE, 0));
    rig.healed().pass(Duration.ofSeconds(2));
    assertThat(rig.told(EngineEvent.StandsBack.class)).isEmpty();
    assertThat(rig.wins()).hasSize(1);
  }

  @Test
  void whoIsWokenInTimeWasNotPausedHoweverLittleThereWasToDo() {
    // Between the renewal after 8 s and the end after 10 s nothing happens, for as long as a grace.
    Duration grace = Rig.TIMING.grace();
    Duration timeout = Rig.TIMING.operationTimeout();
    Rig rig = new Rig(new Timing(T, Duration.ofSeconds(4), grace, timeout, Rig.TIMING.poll()));
    rig.join("a");
    rig.settle();
    rig.hold(StoreRequest.Renew.class).hold(StoreRequest.Observe.class);
    rig.pass(Duration.ofSeconds(11));
    assertThat(rig.told(EngineEvent.Revoked.class))
        .containsExactly(new EngineEvent.Revoked("a", 1, Reason.STORE_UNREACHABLE, 0));
  }

  @Test
  void aPauseIsNoReasonToStandBack() {
    Rig rig = Rig.leading("a").failing(StoreRequest.Renew.class);
    rig.pass(Duration.ofSeconds(4));
    rig.pause(T);
    rig.tick();
    assertThat(rig.told(EngineEvent.Revoked.class))
        .containsExactly(new EngineEvent.Revoked("a", 1, Reason.PAUSED, 0));
    assertThat(rig.told(EngineEvent.StandsBack.class)).isEmpty();
  }

  @Test
  void aLeaseThatNobodyNeedsAnyMoreIsNotRenewedAndThatSaysNothingOfUs() {
    Rig rig = Rig.following("a");
    rig.pass(Duration.ofMillis(14_200));
    rig.rivalRenews(1);
    rig.pass(Duration.ofSeconds(13));
    assertThat(rig.lease(Rig.id(1)).live()).isFalse();
    assertThat(rig.told(EngineEvent.StandsBack.class)).isEmpty();
  }

  /** Returns how long after an outage an election is led again that was lost to it. */
  private static Duration backAfterAnOutage(Rig rig, long term) {
    rig.failing(StoreRequest.Renew.class)
        .failing(StoreRequest.Observe.class)
        .failing(StoreRequest.Open.class);
    rig.pass(Duration.ofSeconds(13));
    rig.workStopped("a", term);
    rig.healed();
    rig.forget();
    long from = rig.now().nanos();
    while (rig.wins().isEmpty()) {
      rig.pass(Duration.ofMillis(10));
    }
    return Duration.ofNanos(rig.now().nanos() - from);
  }

  @Test
  void whoLosesEverythingAgainAndAgainLetsOthersHaveTheFirstGoAtWhatItHeld() {
    Rig rig = Rig.leading("a");
    assertThat(backAfterAnOutage(rig, 1)).isLessThan(Duration.ofSeconds(2));
    Duration again = backAfterAnOutage(rig, 2);
    assertThat(again).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
    rig.pass(T.plusSeconds(3));
    assertThat(backAfterAnOutage(rig, 3)).isLessThan(Duration.ofSeconds(2));
  }
}
