package io.election4j.demo.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeadershipIntervalsTest {

  private final LeadershipIntervals leaderships = new LeadershipIntervals("e", "Ada");

  @Test
  void aKilledLeaderLedUntilItsTrustRanOut() {
    leaderships.trusted(190);
    leaderships.elected(1, 100, 190);
    leaderships.trusted(245);
    assertThat(leaderships.intervals()).containsExactly(interval(1, 100, 245));
  }

  @Test
  void aFrozenLeaderLedUntilItsTrustRanOutHoweverLateItNoticed() {
    leaderships.elected(1, 100, 190);
    leaderships.trusted(245);
    leaderships.stopped(900);
    leaderships.trusted(1050);
    assertThat(leaderships.intervals()).containsExactly(interval(1, 100, 245));
  }

  @Test
  void aLeaderThatHandedOverLedUntilItsWorkHadStopped() {
    leaderships.elected(1, 100, 190);
    leaderships.trusted(245);
    leaderships.stopped(170);
    leaderships.trusted(270);
    leaderships.stopped(180);
    assertThat(leaderships.intervals()).containsExactly(interval(1, 100, 170));
  }

  @Test
  void anOlderDeadlineThatComesLateShortensNothing() {
    leaderships.elected(1, 100, 245);
    leaderships.trusted(190);
    assertThat(leaderships.intervals()).containsExactly(interval(1, 100, 245));
  }

  @Test
  void eachTermOfACandidateIsAIntervalOfItsOwn() {
    leaderships.elected(1, 100, 190);
    leaderships.stopped(120);
    leaderships.elected(4, 300, 390);
    assertThat(leaderships.intervals())
        .containsExactly(interval(1, 100, 120), interval(4, 300, 390));
  }

  @Test
  void aTermThatFollowsWithoutAnEndNotedEndsTheFormerWithItsTrust() {
    leaderships.elected(1, 100, 190);
    leaderships.elected(4, 300, 390);
    assertThat(leaderships.intervals())
        .containsExactly(interval(1, 100, 190), interval(4, 300, 390));
  }

  @Test
  void aCandidateThatNeverLedHasNone() {
    leaderships.trusted(190);
    leaderships.stopped(200);
    assertThat(leaderships.intervals()).isEmpty();
  }

  @Test
  void aLeaderWhoseTrustWasOverBeforeItCouldNoteItNeverLed() {
    leaderships.elected(1, 100, 95);
    assertThat(leaderships.intervals()).containsExactly(interval(1, 100, 100));
  }

  @Test
  void aLeaderThatNotedItsElectionAfterItsTrustWasOverLedBeforeThat() {
    leaderships.trusted(95);
    leaderships.elected(1, 300, 0);
    assertThat(leaderships.intervals()).containsExactly(interval(1, 95, 95));
  }

  private static LeadershipInterval interval(long term, long from, long until) {
    return new LeadershipInterval("e", term, "Ada", from, until);
  }
}
