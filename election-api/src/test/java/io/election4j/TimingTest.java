package io.election4j;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TimingTest {

  @Test
  void aLeaseOfFifteenSecondsIsTheDefault() {
    assertThat(Timing.of(null, null, null, null, null))
        .isEqualTo(Timing.ofLease(ofSeconds(15)))
        .isEqualTo(
            new Timing(ofSeconds(15), ofSeconds(3), ofSeconds(2), ofSeconds(3), ofMillis(500)));
  }

  @Test
  void aLeaseOfThreeSecondsScalesEverything() {
    assertThat(Timing.ofLease(ofSeconds(3)))
        .isEqualTo(
            new Timing(ofSeconds(3), ofMillis(600), ofMillis(400), ofMillis(600), ofMillis(200)));
  }

  @Test
  void aLeaseOfThirtySecondsRenewedEveryFifteenLeavesThreeForATimeout() {
    assertThat(Timing.of(ofSeconds(30), ofSeconds(15), null, null, null).operationTimeout())
        .isEqualTo(ofSeconds(3));
  }

  @Test
  void aLeaseOfAMinuteRenewedEveryFifteenSecondsIsValid() {
    assertThat(Timing.of(ofSeconds(60), ofSeconds(15), null, null, null))
        .isEqualTo(
            new Timing(ofSeconds(60), ofSeconds(15), ofSeconds(2), ofSeconds(3), ofMillis(500)));
  }

  @Test
  void aLateHeartbeatShortensTheTimeout() {
    // D = 12 s, of which 9 s and 2 s are taken: half a second for each of two attempts.
    assertThat(Timing.of(ofSeconds(15), ofSeconds(9), null, null, null).operationTimeout())
        .isEqualTo(ofMillis(500));
  }

  @Test
  void aProcessTrustsItselfForFourFifthsOfTheLease() {
    assertThat(Timing.ofLease(ofSeconds(15)).trust()).isEqualTo(ofSeconds(12));
    assertThat(Timing.ofLease(ofMillis(501)).trust()).as("rounded down").isEqualTo(ofMillis(400));
  }

  @Test
  void theWorstCaseFailoverIsTheLeaseAndTwoPolls() {
    assertThat(Timing.ofLease(ofSeconds(15)).worstCaseFailover()).isEqualTo(ofSeconds(16));
    assertThat(Timing.ofLease(ofSeconds(3)).worstCaseFailover()).isEqualTo(ofMillis(3_400));
  }

  @Test
  void whateverIsDerivedFromALeaseKeepsTheRelations() {
    LongStream.concat(
            LongStream.rangeClosed(500, 20_000),
            LongStream.rangeClosed(20, 3_600).map(s -> s * 1000))
        .mapToObj(Duration::ofMillis)
        .forEach(lease -> assertRelations(Timing.ofLease(lease)));
  }

  @Test
  void whateverIsDerivedFromAnyMixKeepsTheRelationsOrIsRefused() {
    Random random = new Random(15);
    int valid = 0;
    for (int i = 0; i < 50_000; i++) {
      Duration lease = ofMillis(500 + random.nextInt(60_000));
      Duration[] mix = Stream.generate(() -> some(random, lease)).limit(4).toArray(Duration[]::new);
      try {
        Timing timing = Timing.of(lease, mix[0], mix[1], mix[2], mix[3]);
        assertRelations(timing);
        valid++;
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageContaining(" ms").hasMessageNotContaining("null");
      }
    }
    assertThat(valid).as("mixes that were not refused").isGreaterThan(10_000);
  }

  @Test
  void theRelationMayBeMetExactlyAndNotBeMissedByAMillisecond() {
    Duration lease = ofSeconds(10); // D = 8 s
    assertRelations(new Timing(lease, ofSeconds(2), ofSeconds(2), ofSeconds(2), ofSeconds(1)));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Timing(lease, ofMillis(2_001), ofSeconds(2), ofSeconds(2), ofSeconds(1)))
        .withMessage(
            "heartbeat + 2 x operationTimeout + grace = 2001 ms + 2 x 2 s + 2 s = 8001 ms,"
                + " more than 0.8 x lease = 8 s");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Timing(lease, ofSeconds(2), ofMillis(2_001), ofSeconds(2), ofSeconds(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Timing(lease, ofSeconds(2), ofSeconds(2), ofMillis(2_001), ofSeconds(1)));
  }

  @Test
  void aHeartbeatThatLeavesNoTimeForTwoAttemptsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timing.of(null, ofMillis(9_900), null, null, null))
        .withMessage(
            "heartbeat 9900 ms and grace 2 s leave 50 ms for each of two attempts to renew"
                + " before 0.8 x lease = 12 s, less than 100 ms");
  }

  @ParameterizedTest
  @MethodSource
  void aValueOutOfItsBoundsIsRefused(
      String message,
      Duration lease,
      Duration heartbeat,
      Duration grace,
      Duration timeout,
      Duration poll) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timing.of(lease, heartbeat, grace, timeout, poll))
        .withMessage(message);
  }

  static Stream<Arguments> aValueOutOfItsBoundsIsRefused() {
    Duration none = null;
    Duration huge = ofSeconds(Long.MAX_VALUE);
    return Stream.of(
        arguments(
            "lease 499 ms is not between 500 ms and 3600 s", ofMillis(499), none, none, none, none),
        arguments(
            "lease 0 s is not between 500 ms and 3600 s", ofMillis(0), none, none, none, none),
        arguments(
            "lease -3 s is not between 500 ms and 3600 s", ofSeconds(-3), none, none, none, none),
        arguments(
            "lease 3600001 ms is not between 500 ms and 3600 s",
            ofMillis(3_600_001),
            none,
            none,
            none,
            none),
        arguments(
            "lease 9223372036854775807 s is not between 500 ms and 3600 s",
            huge,
            none,
            none,
            none,
            none),
        arguments(
            "lease PT0.5000001S is not a whole number of milliseconds",
            ofNanos(500_000_100),
            none,
            none,
            none,
            none),
        arguments(
            "heartbeat 0 s is not between 1 ms and 12 s", none, ofMillis(0), none, none, none),
        arguments(
            "heartbeat 12001 ms is not between 1 ms and 12 s",
            none,
            ofMillis(12_001),
            none,
            none,
            none),
        arguments(
            "heartbeat 9223372036854775807 s is not between 1 ms and 12 s",
            none,
            huge,
            none,
            none,
            none),
        arguments(
            "heartbeat PT0.0015S is not a whole number of milliseconds",
            none,
            ofNanos(1_500_000),
            none,
            none,
            none),
        arguments("grace 0 s is not between 1 ms and 12 s", none, none, ofMillis(0), none, none),
        arguments(
            "grace 12001 ms is not between 1 ms and 12 s",
            none,
            none,
            ofMillis(12_001),
            none,
            none),
        arguments(
            "operationTimeout 99 ms is not between 100 ms and 12 s",
            none,
            none,
            none,
            ofMillis(99),
            none),
        arguments(
            "operationTimeout 12001 ms is not between 100 ms and 12 s",
            none,
            none,
            none,
            ofMillis(12_001),
            none),
        arguments("poll 0 s is not between 1 ms and 15 s", none, none, none, none, ofMillis(0)),
        arguments(
            "poll PT0.0005S is not between 1 ms and 15 s",
            none,
            none,
            none,
            none,
            ofNanos(500_000)),
        arguments(
            "poll 15001 ms is not between 1 ms and 15 s",
            none,
            none,
            none,
            none,
            ofMillis(15_001)));
  }

  private static void assertRelations(Timing timing) {
    Duration needed =
        timing
            .heartbeat()
            .plus(timing.operationTimeout())
            .plus(timing.operationTimeout())
            .plus(timing.grace());
    assertThat(needed).as("%s", timing).isLessThanOrEqualTo(timing.trust());
    assertThat(timing.trust())
        .isLessThan(timing.lease())
        .isEqualTo(ofMillis(timing.lease().toMillis() * 8 / 10));
    assertThat(timing.operationTimeout()).isGreaterThanOrEqualTo(ofMillis(100));
    assertThat(timing.poll()).isPositive().isLessThanOrEqualTo(timing.lease());
    assertThat(timing.heartbeat()).isPositive();
    assertThat(timing.grace()).isPositive();
  }

  /** Returns nothing in half of all cases, else something that may or may not do for this lease. */
  private static @Nullable Duration some(Random random, Duration lease) {
    return random.nextBoolean() ? null : ofMillis(random.nextInt((int) lease.toMillis()));
  }
}
