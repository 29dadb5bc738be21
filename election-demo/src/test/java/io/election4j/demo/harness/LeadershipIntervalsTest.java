package io.election4j.demo.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeadershipIntervalsTest {

  private final LeadershipIntervals tenures = new LeadershipIntervals("e", "Ada");

  @Test
  void aKilledLeaderLedUntilItsTrustRanOut() {
    tenures.trusted(190);
    tenures.elected(1, 100, 190);
    tenures.trusted(245);
    assertThat(tenures.intervals()).containsExactly(tenure(1, 100, 245));
  }

  @Test
  void aFrozenLeaderLedUntilItsTrustRanOutHoweverLateItNoticed() {
    tenures.elected(1, 100, 190);
    tenures.trusted(245);
    tenures.stopped(900);
    tenures.trusted(1050);
    assertThat(tenures.intervals()).containsExactly(tenure(1, 100, 245));
  }

  @Test
  void aLeaderThatHandedOverLedUntilItsWorkHadStopped() {
    tenures.elected(1, 100, 190);
    tenures.trusted(245);
    tenures.stopped(170);
    tenures.trusted(270);
    tenures.stopped(180);
    assertThat(tenures.intervals()).containsExactly(tenure(1, 100, 170));
  }

  @Test
  void anOlderDeadlineThatComesLateShortensNothing() {
    tenures.elected(1, 100, 245);
    tenures.trusted(190);
    assertThat(tenures.intervals()).containsExactly(tenure(1, 100, 245));
  }

  @Test
  void eachTermOfACandidateIsATenureOfItsOwn() {
    tenures.elected(1, 100, 190);
    tenures.stopped(120);
    tenures.elected(4, 300, 390);
    assertThat(tenures.intervals()).containsExactly(tenure(1, 100, 120), tenure(4, 300, 390));
  }

  @Test
  void aTermThatFollowsWithoutAnEndNotedEndsTheFormerWithItsTrust() {
    tenures.elected(1, 100, 190);
    tenures.elected(4, 300, 390);
    assertThat(tenures.intervals()).containsExactly(tenure(1, 100, 190), tenure(4, 300, 390));
  }

  @Test
  void aCandidateThatNeverLedHasNone() {
    tenures.trusted(190);
    tenures.stopped(200);
    assertThat(tenures.intervals()).isEmpty();
  }

  @Test
  void aLeaderWhoseTrustWasOverBeforeItCouldNoteItNeverLed() {
    tenures.elected(1, 100, 95);
    assertThat(tenures.intervals()).containsExactly(tenure(1, 100, 100));
  }

  @Test
  void aLeaderThatNotedItsElectionAfterItsTrustWasOverLedBeforeThat() {
    tenures.trusted(95);
    tenures.elected(1, 300, 0);
    assertThat(tenures.intervals()).containsExactly(tenure(1, 95, 95));
  }

  private static LeadershipInterval tenure(long term, long from, long until) {
    return new LeadershipInterval("e", term, "Ada", from, until);
  }
}
