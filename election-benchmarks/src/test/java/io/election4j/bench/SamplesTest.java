package io.election4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void theMedianOfAnOddNumberIsTheOneInTheMiddle() {
    assertThat(Samples.of(9, 1, 5).median()).isEqualTo(5);
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
    assertThat(Samples.of(9, 1, 5, 6).median()).isEqualTo(5.5);
  }

  @Test
  void aQuantileIsTheLowestValueThatThisShareDoesNotExceed() {
    double[] values = new double[200];
    for (int i = 0; i < values.length; i++) {
      values[i] = values.length - i;
    }
    assertThat(Samples.of(values).quantile(0.99)).isEqualTo(198);
    assertThat(Samples.of(values).quantile(1)).isEqualTo(200);
    assertThat(Samples.of(values).quantile(0.001)).isEqualTo(1);
  }

  @Test
  void noValuesAndNoShareAreRefused() {
    assertThatThrownBy(Samples::of).hasMessage("no values");
    assertThatThrownBy(() -> Samples.of(1).quantile(0))
        .hasMessage("share 0.0 is not above 0 and at most 1");
  }
}
