package io.election4j.bench.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.bench.contest.Library;
import org.junit.jupiter.api.Test;

class FleetTest {

  @Test
  void nobodyIsMeasuredWithMoreElectionsThanItsServerTakes() {
    assertThat(Fleet.numbers(Library.ELECTION4J, false))
        .containsExactly(1, 100, 1_000, 10_000, 100_000);
    assertThat(Fleet.numbers(Library.SPRING, false)).containsExactly(1, 100, 1_000);
    assertThat(Fleet.numbers(Library.FABRIC8, false)).containsExactly(1, 100);
  }

  @Test
  void inAHurryOthersAreMeasuredWithMostElectionsOnly() {
    assertThat(Fleet.numbers(Library.ELECTION4J, true)).containsExactly(1, 1_000, 10_000, 100_000);
    assertThat(Fleet.numbers(Library.SHEDLOCK, true)).containsExactly(1_000);
    assertThat(Fleet.numbers(Library.ELECTION4J_JDBC, true)).containsExactly(10_000);
  }
}
