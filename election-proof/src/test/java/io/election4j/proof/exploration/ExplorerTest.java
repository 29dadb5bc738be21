package io.election4j.proof.exploration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplorerTest {

  private static final int STATES = 500;
  private static final int MORE_STATES = 2000;

  static Stream<Scope> worlds() {
    return Scope.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void noInvariantIsViolatedNearTheBeginning(Scope scope) {
    assertNoViolation(scope, STATES);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("worlds")
  void noInvariantIsViolatedFurtherOn(Scope scope) {
    assertNoViolation(scope, MORE_STATES);
  }

  private static void assertNoViolation(Scope scope, int states) {
    Explored explored = explore(scope, states);
    assertThat(explored.violation()).as("%s", explored.path()).isEmpty();
    assertThat(explored.states()).isGreaterThanOrEqualTo(states);
    assertThat(explored.healed()).isGreaterThan(states / 50);
  }

  @Test
  void aWorldWithoutFaultsHasFewStatesAndKeepsItsLeader() {
    Explored explored = explore(Scope.named("late").allowing(0).upTo(60), MORE_STATES);
    assertThat(explored.violation()).isEmpty();
    assertThat(explored.depth()).isEqualTo(60);
    assertThat(explored.states()).isBetween(60L, 600L);
  }

  @Test
  void theSameWorldIsExploredInTheSameWay() {
    Explored once = explore(Scope.named("leave"), STATES);
    Explored twice = explore(Scope.named("leave"), STATES);
    assertThat(twice.states()).isEqualTo(once.states());
    assertThat(twice.transitions()).isEqualTo(once.transitions());
  }

  @Test
  void statesThatDifferInTimeOnlyHaveTheSameFingerprint() {
    // After so many polls by both clocks both processes read all records again, and all leases.
    int round = 200;
    World world = new World(Scope.named("late"));
    world.peace(round);
    long before = Fingerprint.of(world);
    world.peace(round);
    assertThat(Fingerprint.of(world)).isEqualTo(before);
  }

  @Test
  void statesThatDifferInALateMessageHaveOtherFingerprints() {
    World world = new World(Scope.named("late"));
    world.take(world.choices().get(0));
    long before = Fingerprint.of(world);
    Choice late =
        world.choices().stream()
            .filter(choice -> choice.what().get().endsWith(" is late"))
            .findFirst()
            .orElseThrow();
    world.take(late);
    assertThat(Fingerprint.of(world)).isNotEqualTo(before);
    assertThat(late.undo()).isNotNull();
    late.undo().run();
    assertThat(Fingerprint.of(world)).isEqualTo(before);
  }

  @Test
  void aWorldThatIsUnknownIsNamed() {
    assertThatThrownBy(() -> Scope.named("flat"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no world 'flat'")
        .hasMessageContaining("start");
  }

  private static Explored explore(Scope scope, int states) {
    return new Explorer(scope, states, Explorer.HEAL_EVERY).explore();
  }
}
