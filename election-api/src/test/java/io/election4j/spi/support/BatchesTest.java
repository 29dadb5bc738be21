package io.election4j.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {

  @Test
  void allAreInBatchesOfTheSizeGivenButTheLast() {
    assertThat(Batches.split(List.of(1, 2, 3, 4, 5), 2))
        .containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
    assertThat(Batches.split(List.of(1, 2), 2)).containsExactly(List.of(1, 2));
  }

  @Test
  void nothingIsNoBatch() {
    assertThat(Batches.split(List.of(), 1)).isEmpty();
  }

  @Test
  void whatBecomesOfTheCollectionDoesNotMatter() {
    List<Integer> all = new ArrayList<>(List.of(1, 2, 3));
    List<List<Integer>> batches = Batches.split(all, 2);
    all.clear();

    assertThat(batches).containsExactly(List.of(1, 2), List.of(3));
  }

  @Test
  void aBatchHoldsOneAtLeast() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Batches.split(List.of(1), 0))
        .withMessage("most 0 is less than 1");
  }
}
