package io.election4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TenureTest {

  @Test
  void aKilledLeaderLedUntilItsTrustRanOut() {
    assertThat(
            tenures(
                Notes.trusted(90, 190),
                Notes.elected(100, 1, 190),
                Notes.worked(110, 1),
                Notes.trusted(150, 245),
                Notes.worked(160, 1)))
        .containsExactly(new Tenure("Ada", 1, 100, 245));
  }

  @Test
  void aFrozenLeaderLedUntilItsTrustRanOutHoweverLateItNoticed() {
    assertThat(
            tenures(
                Notes.elected(100, 1, 190),
                Notes.trusted(150, 245),
                Notes.revoked(900, 1, "PAUSED"),
                Notes.rested(901, 1),
                Notes.trusted(950, 1050)))
        .containsExactly(new Tenure("Ada", 1, 100, 245));
  }

  @Test
  void aLeaderThatHandedOverLedUntilItsWorkHadStopped() {
    assertThat(
            tenures(
                Notes.elected(100, 1, 190),
                Notes.trusted(150, 245),
                Notes.rested(170, 1),
                Notes.trusted(175, 270),
                Notes.revoked(180, 1, "CLOSED")))
        .containsExactly(new Tenure("Ada", 1, 100, 170));
  }

  @Test
  void aLeaderThatWasRevokedAtWorkLedUntilThen() {
    assertThat(
            tenures(
                Notes.elected(100, 1, 190),
                Notes.revoked(120, 1, "SUPERSEDED"),
                Notes.rested(130, 1)))
        .containsExactly(new Tenure("Ada", 1, 100, 120));
  }

  @Test
  void anOlderDeadlineThatComesLateShortensNothing() {
    assertThat(tenures(Notes.elected(100, 1, 245), Notes.trusted(101, 190)))
        .containsExactly(new Tenure("Ada", 1, 100, 245));
  }

  @Test
  void eachTermOfACandidateIsATenureOfItsOwn() {
    assertThat(
            tenures(
                Notes.elected(100, 1, 190),
                Notes.rested(120, 1),
                Notes.revoked(121, 1, "LEASE_ENDED"),
                Notes.elected(300, 4, 390)))
        .containsExactly(new Tenure("Ada", 1, 100, 120), new Tenure("Ada", 4, 300, 390));
  }

  @Test
  void aCandidateThatNeverLedHasNone() {
    assertThat(tenures(Notes.trusted(90, 190))).isEmpty();
  }

  @Test
  void tenuresThatTouchDoNotOverlap() {
    Tenure first = new Tenure("Ada", 1, 100, 200);

    assertThat(first.overlapNanos(new Tenure("Ben", 2, 200, 300))).isZero();
    assertThat(first.overlapNanos(new Tenure("Ben", 2, 199, 300))).isEqualTo(1);
    assertThat(first.overlapNanos(new Tenure("Ben", 2, 120, 150))).isEqualTo(30);
    assertThat(first.overlapNanos(new Tenure("Ben", 2, 300, 400))).isNegative();
  }

  @Test
  void theClockMayOverflow() {
    Tenure first = new Tenure("Ada", 1, Long.MAX_VALUE - 10, Long.MIN_VALUE + 10);

    assertThat(first.overlapNanos(new Tenure("Ben", 2, Long.MIN_VALUE + 5, Long.MIN_VALUE + 50)))
        .isEqualTo(5);
  }

  private static List<Tenure> tenures(Note... log) {
    return Tenure.of("Ada", List.of(log));
  }
}
