package io.election4j.proof.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.demo.commands.JsonLine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mutant is found from a seed on that is known to be quick; a control is not. */
@Execution(ExecutionMode.CONCURRENT)
class MutantsTest {

  /** How many seeds from the known one on: it moves whenever the simulation changes. */
  private static final long MOST = 400;

  /** Where the search begins, for those not found soon after seed 1. */
  private static final Map<String, Long> FIRST =
      Map.of("no-standing-back", 1100L, "unfit-elected", 710L);

  /** Those whose search takes longest. */
  private static final Set<String> LATE =
      Set.of(
          "published-after-leaving",
          "revived-by-late-ack",
          "revoked-before-state",
          "self-claim-by-holder",
          "stale-claim-answer",
          "unfit-elected",
          "vacate-by-name",
          "vacated-while-published");

  private static Stream<String> names() {
    return Mutants.all().stream().map(Mutant::name);
  }

  private static Stream<String> soon() {
    return names().filter(name -> !LATE.contains(name));
  }

  private static Stream<String> late() {
    return names().filter(LATE::contains);
  }

  @ParameterizedTest
  @MethodSource("soon")
  void theSimulationFindsSoon(String name) {
    assertFound(name);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("late")
  void theSimulationFinds(String name) {
    assertFound(name);
  }

  private static void assertFound(String name) {
    Mutant mutant = Mutants.named(List.of(name)).get(0);
    long first = FIRST.getOrDefault(name, 1L);
    Finding finding = Finding.of(mutant, Checkout.here(), first, MOST);
    assertThat(finding.found()).as("%s, seeds %d to %d", name, first, first + MOST - 1).isTrue();
  }

  @Test
  void noViolationIsFoundWithoutAnEffectiveEdit() {
    Edit none =
        Edit.engine("Deadline", "return now.reached(nanos) ||", "return now.reached(nanos) ||");
    Finding finding = Finding.of(Mutant.of("control", "", none), Checkout.here(), 1, 10);
    assertThat(finding.how()).isEmpty();
    assertThat(finding.found()).isFalse();
  }

  @Test
  void everyMutantHasANameOfItsOwnAndALesson() {
    assertThat(names()).containsAll(LATE);
    assertThat(names()).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
    assertThat(Mutants.all()).allMatch(mutant -> mutant.lesson().endsWith("."));
  }

  /** Also those that are looked for in long runs only. */
  @Test
  void everyMutantChangesTheSourcesOfToday() {
    assertThat(Mutants.all())
        .allSatisfy(mutant -> assertThat(mutant.sources(Checkout.here())).isNotEmpty());
  }

  @Test
  void anEditThatFitsNowhereNamesTheMutantAndTheFile() {
    Mutant stale = Mutant.of("stale", "", Edit.engine("ElectionState", "no such text", ""));
    assertThatThrownBy(() -> MutatedCode.of(stale, Checkout.here()))
        .hasMessageContaining("mutant stale")
        .hasMessageContaining("engine/ElectionState.java")
        .hasMessageContaining("no such text");
  }

  @Test
  void anEditThatFitsTwiceNamesTheMutantAndTheFile() {
    Mutant vague =
        Mutant.of("vague", "", Edit.engine("ElectionState", "led().namedBy(record)", ""));
    assertThatThrownBy(() -> MutatedCode.of(vague, Checkout.here()))
        .hasMessageContaining("mutant vague")
        .hasMessageContaining("engine/ElectionState.java")
        .hasMessageContaining("more than once");
  }

  @Test
  void anEditThatDoesNotCompileNamesTheMutant() {
    Mutant broken = Mutant.of("broken", "", Edit.engine("Step", "long wakeNanos)", "nonsense)"));
    assertThatThrownBy(() -> MutatedCode.of(broken, Checkout.here()))
        .hasMessageContaining("mutant broken does not compile")
        .hasMessageContaining("Step.java");
  }

  @Test
  void aFindingIsReadByMachines() {
    assertThat(JsonLine.of(new Finding("a-mutant", 7, "I1", "p0 leads", 5).json()))
        .isEqualTo("{\"name\":\"a-mutant\",\"found\":true,\"seeds\":7,\"invariant\":\"I1\"}");
    assertThat(JsonLine.of(new Finding("a-mutant", 9, null, "", 5).json()))
        .isEqualTo("{\"name\":\"a-mutant\",\"found\":false,\"seeds\":9,\"invariant\":null}");
  }
}
