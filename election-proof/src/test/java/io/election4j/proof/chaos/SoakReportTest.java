package io.election4j.proof.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SoakReportTest {

  private final SoakReport report = new SoakReport();

  @Test
  void whatStaysAsItWasAfterTwoMinutesIsFine() {
    minutes("heap, KiB", 9_000, 5_000, 5_100, 4_900, 5_050, 5_200, 5_150);
    assertThat(report.violations()).isEmpty();
    assertThat(report.lines()).hasSize(2);
  }

  @Test
  void whatGrowsByMoreThanATwentiethIsNamed() {
    minutes("heap, KiB", 9_000, 5_000, 5_100, 5_200, 5_300, 5_400, 5_500);
    String growth = "heap, KiB grows: 5,100 (5,000), then 5,500 (5,400)";
    assertThat(report.violations()).containsExactly(growth);
    assertThat(report.lines()).contains("WRONG: " + growth);
  }

  @Test
  void whatComesAndGoesDoesNotGrowWhereverItsPeaksAre() {
    minutes("sockets", 10, 6, 6, 6, 7, 10, 8, 7, 8, 11, 10, 7, 8, 8, 6, 9);
    minutes("sockets", 9, 10, 10, 11, 10, 6, 6, 11, 8, 7, 11, 11, 10, 12);
    assertThat(report.violations()).isEmpty();
  }

  @Test
  void whatComesAndGoesAndLeaksOneInThreeMinutesGrows() {
    minutes("sockets", 10, 6, 6, 6, 8, 11, 9, 9, 10, 13, 12, 10, 11, 11, 10, 13);
    minutes("sockets", 13, 15, 15, 17, 16, 12, 13, 18, 15, 15, 19, 19, 19, 21);
    assertThat(report.violations()).hasSize(1);
  }

  @Test
  void aThreadMoreOrLessIsNoGrowthButManyAre() {
    minutes("threads", 20, 20, 20, 20, 22, 22, 22);
    assertThat(report.violations()).isEmpty();
    minutes("threads", 23, 23, 23, 23, 23, 23);
    assertThat(report.violations()).hasSize(1);
  }

  @Test
  void aRunOfTwoMinutesSaysNothingOfGrowth() {
    minutes("threads", 20, 90);
    assertThat(report.violations()).isEmpty();
  }

  private void minutes(String name, double... counted) {
    for (double one : counted) {
      report.minute(Map.of(name, one));
    }
  }
}
