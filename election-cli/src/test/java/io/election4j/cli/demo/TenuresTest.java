package io.election4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.testkit.history.LeadershipInterval;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenuresTest {

  @Test
  void aKilledLeaderLedUntilItsTrustRanOut() {
    assertThat(
            tenures(
                Notes.trusted(90, 190),
                Notes.elected(100, 1, 190),
                Notes.worked(110, 1),
                Notes.trusted(150, 245),
                Notes.worked(160, 1)))
        .containsExactly(tenure(1, 100, 245));
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
        .containsExactly(tenure(1, 100, 245));
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
        .containsExactly(tenure(1, 100, 170));
  }

  @Test
  void aLeaderThatWasRevokedAtWorkLedUntilThen() {
    assertThat(
            tenures(
                Notes.elected(100, 1, 190),
                Notes.revoked(120, 1, "SUPERSEDED"),
                Notes.rested(130, 1)))
        .containsExactly(tenure(1, 100, 120));
  }

  @Test
  void anOlderDeadlineThatComesLateShortensNothing() {
    assertThat(tenures(Notes.elected(100, 1, 245), Notes.trusted(101, 190)))
        .containsExactly(tenure(1, 100, 245));
  }

  @Test
  void eachTermOfACandidateIsATenureOfItsOwn() {
    assertThat(
            tenures(
                Notes.elected(100, 1, 190),
                Notes.rested(120, 1),
                Notes.revoked(121, 1, "LEASE_ENDED"),
                Notes.elected(300, 4, 390)))
        .containsExactly(tenure(1, 100, 120), tenure(4, 300, 390));
  }

  @Test
  void aCandidateThatNeverLedHasNone() {
    assertThat(tenures(Notes.trusted(90, 190))).isEmpty();
  }

  @Test
  void aLeaderWhoseTrustWasOverBeforeItCouldNoteItNeverLed() {
    assertThat(tenures(Notes.elected(100, 1, 95))).containsExactly(tenure(1, 100, 100));
  }

  private static LeadershipInterval tenure(long term, long from, long until) {
    return new LeadershipInterval("e", term, "Ada", from, until);
  }

  private static List<LeadershipInterval> tenures(Note... log) {
    return Tenures.of("e", "Ada", List.of(log));
  }
}
