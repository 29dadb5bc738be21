package io.election4j.demo.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkTest {

  @Test
  void workInRisingTermsIsFine() {
    assertThat(
            Work.violations(List.of(work("Ben", 2, 300), work("Ada", 1, 100), work("Ada", 1, 200))))
        .isEmpty();
  }

  @Test
  void workInATermThatHasBeenFollowedByAnotherIsAViolation() {
    assertThat(
            Work.violations(List.of(work("Ada", 1, 230), work("Ben", 2, 210), work("Ben", 2, 240))))
        .containsExactly("Ada (term 1) worked after Ben (term 2) had begun to work");
  }

  private static Work work(String candidate, long term, long nanos) {
    return new Work(candidate, term, nanos);
  }
}
