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
    assertThat(report.violations()).containsExactly("heap, KiB grows: 5,100, then 5,400");
    assertThat(report.lines()).contains("WRONG: heap, KiB grows: 5,100, then 5,400");
  }

  @Test
  void aThreadMoreOrLessIsNoGrowthButManyAre() {
    minutes("threads", 20, 20, 20, 20, 22, 22, 22);
    assertThat(report.violations()).isEmpty();
    minutes("threads", 20, 20, 20, 23, 23, 23);
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
