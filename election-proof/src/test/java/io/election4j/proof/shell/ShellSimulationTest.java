package io.election4j.proof.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShellSimulationTest {

  private static final long FIRST = Long.getLong("simulation.shell.first", 1);
  private static final long SEEDS = Long.getLong("simulation.shell.seeds", 40);

  @Test
  void whatUsersAreToldIsSoInEveryRun() {
    for (long seed : LongStream.range(FIRST, FIRST + SEEDS).toArray()) {
      assertThat(ShellSimulation.firstViolation(seed)).as("seed %d", seed).isNull();
    }
  }

  @Test
  void termsBeginInEveryRun() {
    assertThat(ShellSimulation.run(1)).isGreaterThan(10);
  }
}
