package io.election4j.proof.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterexampleTest {

  @ParameterizedTest
  @CsvSource({"release-before-drain, leave, I7", "claim-without-fence, crash, I6"})
  void theShortestCounterexampleIsSoonFound(String mutant, String world, String invariant) {
    assertFound(mutant, world, invariant);
  }

  @Tag("long")
  @ParameterizedTest
  @CsvSource({
    "deadline-from-ack, late, I5",
    "latch-missing, pause, I4",
    "never-gives-up, pause, I10"
  })
  void theShortestCounterexampleIsFound(String mutant, String world, String invariant) {
    assertFound(mutant, world, invariant);
  }

  private static void assertFound(String mutant, String world, String invariant) {
    Counterexample example = Counterexample.of(mutant, List.of(world), 0, 5000);
    assertThat(example.invariant()).isEqualTo(invariant);
    assertThat(example.path()).hasSizeBetween(1, 12);
    assertThat(example.world()).isEqualTo(world);
  }
}
