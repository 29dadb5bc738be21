package io.election4j.demo.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.election4j.demo.harness.Violation.DuplicateTerm;
import io.election4j.demo.harness.Violation.FallingTerm;
import io.election4j.demo.harness.Violation.Overlap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LeadershipHistoryTest {

  private static final LeadershipInterval A1 = interval(1, "a", 0, 100);
  private static final LeadershipInterval B2 = interval(2, "b", 150, 200);

  @Test
  void nothingIsWrongWithNoHistoryOrOneInterval() {
    assertThat(violations()).isEmpty();
    assertThat(violations(A1)).isEmpty();
  }

  @Test
  void nothingIsWrongWithTermsThatRiseOneAfterTheOther() {
    assertThat(violations(A1, B2, interval(7, "a", 200, 300))).isEmpty();
  }

  @Test
  void anIntervalMayStartWhereAnotherEnds() {
    assertThat(violations(A1, interval(2, "b", 100, 200))).isEmpty();
  }

  @Test
  void anIntervalMayBeEmpty() {
    assertThat(violations(A1, interval(2, "b", 50, 50), interval(3, "c", 100, 100))).isEmpty();
  }

  @Test
  void anOverlapOfOneNanosecondIsFound() {
    LeadershipInterval early = interval(2, "b", 99, 200);

    assertThat(violations(A1, early)).containsExactly(new Overlap(A1, early, 1));
  }

  @Test
  void anOverlapIsFoundOverShorterIntervalsBetween() {
    LeadershipInterval endless = interval(1, "a", 0, 1_000);
    LeadershipInterval between = interval(2, "b", 10, 20);
    LeadershipInterval late = interval(3, "c", 900, 1_100);

    assertThat(violations(endless, between, late))
        .containsExactly(new Overlap(endless, between, 10), new Overlap(endless, late, 100));
  }

  @Test
  void oneProcessOverlappingItselfIsFoundToo() {
    LeadershipInterval again = interval(2, "a", 50, 150);

    assertThat(violations(A1, again)).containsExactly(new Overlap(A1, again, 50));
  }

  @Test
  void aTermHeldTwiceIsFoundEvenByTheSameProcess() {
    LeadershipInterval again = interval(1, "a", 300, 400);

    assertThat(violations(A1, B2, again))
        .containsExactly(new DuplicateTerm(A1, again), new FallingTerm(B2, again));
  }

  @Test
  void aTermBelowAnyEarlierOneIsFound() {
    LeadershipInterval high = interval(9, "a", 0, 10);
    LeadershipInterval low = interval(3, "b", 20, 30);
    LeadershipInterval middle = interval(5, "c", 40, 50);

    assertThat(violations(high, low, middle))
        .containsExactly(new FallingTerm(high, low), new FallingTerm(high, middle));
  }

  @Test
  void electionsAreIndependent() {
    LeadershipInterval elsewhere = new LeadershipInterval("other", 1, "b", 0, 100);

    assertThat(violations(A1, elsewhere)).isEmpty();
  }

  @Test
  void theOrderOfIntervalsDoesNotMatter() {
    List<LeadershipInterval> shuffled =
        new ArrayList<>(List.of(A1, B2, interval(2, "c", 180, 250)));
    List<Violation> expected = LeadershipHistory.violations(shuffled);
    assertThat(expected).hasSize(2);
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(LeadershipHistory.violations(shuffled)).isEqualTo(expected);
    }
  }

  @Test
  void negativeClocksAreClocks() {
    assertThat(violations(interval(1, "a", -200, -100), interval(2, "b", -101, 5)))
        .singleElement()
        .isInstanceOfSatisfying(Overlap.class, overlap -> assertThat(overlap.nanos()).isEqualTo(1));
  }

  @Test
  void anIntervalThatEndsBeforeItStartsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> interval(1, "a", 10, 9))
        .withMessage("untilNanos 9 is before fromNanos 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> interval(0, "a", 0, 1))
        .withMessage("term 0 of 'e' is not above 0");
  }

  private static LeadershipInterval interval(long term, String candidate, long from, long until) {
    return new LeadershipInterval("e", term, candidate, from, until);
  }

  private static List<Violation> violations(LeadershipInterval... intervals) {
    return LeadershipHistory.violations(List.of(intervals));
  }
}
