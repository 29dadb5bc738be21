package io.election4j.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Runs {@code -Dsimulation.seeds} seeds from {@code -Dsimulation.first} on; the name of a failure
 * says how to see it again.
 */
class SimulationTest {

  private static final long FIRST = Long.getLong("simulation.first", 1);
  private static final long SEEDS = Long.getLong("simulation.seeds", 400);

  @Test
  void everyInvariantHoldsInEveryRun() {
    Figures figures = run(FIRST, SEEDS);
    System.out.println(figures);
    assertThat(figures.runs()).isEqualTo(SEEDS);
  }

  static Figures run(long first, long seeds) {
    return LongStream.range(first, first + seeds)
        .parallel()
        .mapToObj(Simulation::run)
        .reduce(Figures.NONE, Figures::plus);
  }
}
