package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Polls while the store pushes. The poll is 500 ms, the heartbeat 3 s, T 15 s. */
class QuietPollsTest {

  private static final int HEARTBEAT = 3_000;
  private static final Duration TIME = Duration.ofSeconds(60);

  private static int reads(Rig rig) {
    return rig.asked(StoreRequest.Observe.class).size();
  }

  /** Lets time pass while the first rival renews every so many milliseconds. */
  private static void pass(Rig rig, Duration time, int every) {
    for (int millis = 0; millis < time.toMillis(); millis += 50) {
      if (millis % every == 0) {
        rig.rivalRenews(1);
      }
      rig.pass(Duration.ofMillis(50));
    }
  }

  /** Returns how often was read in a minute while the leader was well. */
  private static int readsInAMinute(Rig rig, int heartbeat) {
    pass(rig, TIME, heartbeat);
    rig.forget();
    pass(rig, TIME, heartbeat);
    return reads(rig);
  }

  @Test
  void aLeaseThatIsRenewedIsLookedAtWhenThatIsDueAndNotBefore() {
    Rig rig = Rig.following("a");
    rig.take(new Input.Push(true));
    // Two for each renewal, and twelve of the rolling cycle.
    assertThat(readsInAMinute(rig, HEARTBEAT)).isBetween(32, 54);
  }

  @ParameterizedTest
  @ValueSource(ints = {700, 1_000, 2_150, 2_950, 3_050, 4_700})
  void theHeartbeatOfTheOtherProcessNeedNotBeOurs(int heartbeat) {
    Rig rig = Rig.following("a");
    rig.take(new Input.Push(true));
    int three = 3 * 60_000 / heartbeat;
    // Three for each renewal at the most, and those of the rolling cycle.
    assertThat(readsInAMinute(rig, heartbeat)).isLessThanOrEqualTo(Math.min(120, three + 14));
  }

  @Test
  void whenItDoesNotPushAnyMoreEveryPollIsMadeAgain() {
    Rig rig = Rig.following("a");
    rig.take(new Input.Push(true));
    pass(rig, TIME, HEARTBEAT);
    rig.take(new Input.Push(false));
    rig.pass(Duration.ofMillis(500));
    rig.forget();
    pass(rig, TIME, HEARTBEAT);
    assertThat(reads(rig)).isEqualTo(120);
  }

  /** However the renewals lie between the polls. */
  @ParameterizedTest
  @ValueSource(ints = {0, 50, 150, 300, 450, 900, 1_300, 2_450, 2_900})
  void aCrashIsHealedInTheTimeThatEveryPollWouldTake(int phase) {
    Rig rig = Rig.following("a");
    rig.take(new Input.Push(true));
    rig.pass(Duration.ofMillis(phase));
    pass(rig, TIME, HEARTBEAT);
    rig.rivalRenews(1);
    rig.forget();
    // Seen to be renewed at the next poll, or after that if it is the rolling cycle's.
    rig.pass(Duration.ofMillis(14_950));
    assertThat(rig.asked(StoreRequest.Fence.class)).isEmpty();
    rig.pass(Rig.TIMING.worstCaseFailover().minusMillis(14_950));
    assertThat(rig.asked(StoreRequest.Fence.class)).hasSize(1);
  }

  @Test
  void oneThatIsLateIsLookedAtWithEveryPoll() {
    Rig rig = Rig.following("a");
    rig.take(new Input.Push(true));
    pass(rig, TIME, HEARTBEAT);
    rig.pass(Duration.ofMillis(3_500));
    rig.forget();
    rig.pass(Duration.ofSeconds(5));
    assertThat(reads(rig)).isEqualTo(10);
  }

  /** Whoever is woken between two polls must not wait for the next one for ever. */
  @Test
  void pollsAreMadeHoweverLateTheEngineIsWoken() {
    Rig rig = Rig.following("a");
    rig.take(new Input.Push(true));
    rig.settle();
    rig.forget();
    for (int i = 0; i < 10; i++) {
      rig.pause(Duration.ofMillis(620));
      rig.tick();
      rig.settle();
    }
    assertThat(reads(rig)).isEqualTo(10);
  }

  @Test
  void afterAMissedRenewalTheNextOneIsSeenInTime() {
    Rig rig = Rig.following("a");
    rig.take(new Input.Push(true));
    pass(rig, TIME, HEARTBEAT);
    rig.pass(Duration.ofMillis(HEARTBEAT));
    pass(rig, Duration.ofMillis(HEARTBEAT), HEARTBEAT);
    rig.rivalRenews(1);
    rig.forget();
    rig.pass(Rig.TIMING.worstCaseFailover());
    assertThat(rig.asked(StoreRequest.Fence.class)).hasSize(1);
  }

  /** A bell need not be heard by whoever follows, and says nothing of what is asked of a leader. */
  @Test
  void aBellIsNoReasonToLookLessOften() {
    Rig rig = Rig.following("a");
    rig.take(new Input.Rung());
    rig.pass(Duration.ofMillis(500));
    assertThat(readsInAMinute(rig, HEARTBEAT)).isEqualTo(120);
  }

  /** In milliseconds, after some that came in time: the last one before the crash is in time. */
  private static Stream<List<Integer>> lateRenewals() {
    return Stream.of(
        List.of(4_500),
        List.of(4_500, 3_000),
        List.of(4_500, 4_500, 3_000),
        List.of(6_000, 6_000, 6_000, 6_000, 3_000),
        List.of(3_300, 3_300, 3_300, 3_300, 3_300, 3_000),
        List.of(3_900, 3_000, 3_900, 3_000));
  }

  @ParameterizedTest
  @MethodSource("lateRenewals")
  void afterLateRenewalsOneThatIsInTimeIsSeenInTime(List<Integer> intervals) {
    for (int phase = 0; phase < 500; phase += 50) {
      Rig rig = Rig.following("a");
      rig.take(new Input.Push(true));
      rig.pass(Duration.ofMillis(phase));
      pass(rig, TIME, HEARTBEAT);
      for (int interval : intervals) {
        rig.rivalRenews(1);
        rig.pass(Duration.ofMillis(interval));
      }
      rig.rivalRenews(1);
      rig.forget();
      rig.pass(Rig.TIMING.worstCaseFailover());
      assertThat(rig.asked(StoreRequest.Fence.class)).as("phase %d", phase).hasSize(1);
    }
  }

  /** Who looks while the leader is late for the first time must not take that for its pace. */
  @Test
  void oneIntervalAloneIsNoPace() {
    Rig rig = Rig.following("a");
    rig.take(new Input.Push(true));
    rig.rivalRenews(1);
    rig.pass(Duration.ofMillis(4_800));
    rig.rivalRenews(1);
    rig.pass(Duration.ofMillis(HEARTBEAT));
    rig.rivalRenews(1);
    rig.forget();
    rig.pass(Rig.TIMING.worstCaseFailover());
    assertThat(rig.asked(StoreRequest.Fence.class)).hasSize(1);
  }
}
