package io.election4j.proof.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.proof.simulation.Reach.Phase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A fixed set of seeds, and with {@code -Plong} another one every time. {@code scripts/simulate}
 * runs as many as one likes.
 */
class SimulationTest {

  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  /** Faults that meet any operation, wherever it is. */
  private static final Set<Fault> EVERYWHERE =
      EnumSet.of(
          Fault.CRASH,
          Fault.PAUSE,
          Fault.STALL,
          Fault.SUSPEND,
          Fault.PARTITION,
          Fault.CUT_REQUESTS,
          Fault.CUT_ANSWERS,
          Fault.FLAPPING,
          Fault.STALLED_READS,
          Fault.STORE_DOWN,
          Fault.READ_ONLY,
          Fault.LATENCY_SPIKE);

  private static Figures run(long first, long seeds, Options options) throws InterruptedException {
    ManySeeds all = new ManySeeds(seed -> options);
    Figures figures = all.run(first, seeds, THREADS);
    assertThat(all.violations())
        .as("see scripts/simulate --seeds 1 --seed, with the number of one of these")
        .isEmpty();
    return figures;
  }

  @Test
  void everyInvariantHoldsInAFixedSetOfRunsThatReachesEveryFaultInEveryPhase() throws Exception {
    Figures figures = run(1, 300, Options.DRAWN);
    for (Fault fault : Fault.values()) {
      assertThat(figures.reach().times(fault)).as(fault.text()).isPositive();
    }
    assertThat(missed(figures.reach())).isEmpty();
  }

  private static List<String> missed(Reach reach) {
    List<String> missed = new ArrayList<>();
    for (Fault fault : EVERYWHERE) {
      for (Phase phase : Phase.values()) {
        long met = 0;
        for (Operation operation : Operation.values()) {
          met += reach.times(fault, operation, phase);
        }
        if (met == 0) {
          missed.add(fault.text() + ", " + phase.text());
        }
      }
    }
    return missed;
  }

  @Tag("long")
  @Test
  void everyInvariantHoldsInRunsThatNobodyHasSeenBefore() throws Exception {
    long first = new SplittableRandom().nextLong(1, 1L << 40);
    System.out.println("SimulationTest: scripts/simulate --seeds 150 --seed " + first);
    run(first, 150, Options.DRAWN);
  }

  @Test
  void noTwoLeadWhenClocksRunApartAsFarAsAllowed() {
    assertThat(violations("1.25", 60)).isEmpty();
  }

  @Test
  void twoLeadWhenClocksRunFurtherApart() {
    assertThat(violations("1.3", 60).findFirst())
        .hasValueSatisfying(violation -> assertThat(violation).contains("I1"));
  }

  /** Runs with the faults that matter, and every clock as fast or as slow as can be. */
  private static Stream<String> violations(String clockRatio, long seeds) {
    String settings =
        "faults=partition,cut-requests,cut-answers,slow-answers,flapping,pause every=true"
            + " processes=3 elections=1 clock-ratio="
            + clockRatio;
    return LongStream.rangeClosed(1, seeds)
        .mapToObj(seed -> Simulation.firstViolation(seed, settings))
        .filter(Objects::nonNull);
  }

  @Test
  void theSameSeedIsTheSameRun() {
    assertThat(digest(7)).isEqualTo(digest(7)).isNotEqualTo(digest(8));
  }

  private static long digest(long seed) {
    Transcript transcript = Transcript.ofLines(10);
    new Simulation(seed, Options.DRAWN, transcript).run();
    return transcript.digest();
  }
}
