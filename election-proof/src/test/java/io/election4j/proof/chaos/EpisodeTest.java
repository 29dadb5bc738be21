package io.election4j.proof.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EpisodeTest {

  private static final Duration LEASE = Duration.ofSeconds(2);

  @Test
  void aSeedRepeatsWhatIsDoneAndWhen() {
    List<ChaosFault> faults = Chaos.faults();
    assertThat(Episode.draw(new Random(7), faults, LEASE))
        .isEqualTo(Episode.draw(new Random(7), faults, LEASE))
        .isNotEqualTo(Episode.draw(new Random(8), faults, LEASE));
  }

  @Test
  void everyFaultGetsItsTurnAndLastsAsLongAsItMay() {
    List<ChaosFault> faults = Chaos.faults();
    List<Episode> drawn =
        LongStream.range(0, 200)
            .boxed()
            .flatMap(seed -> Episode.draw(new Random(seed), faults, LEASE).stream())
            .toList();
    assertThat(drawn).extracting(Episode::fault).containsAll(faults);
    assertThat(drawn)
        .allSatisfy(
            one ->
                assertThat((double) one.hold().toNanos() / LEASE.toNanos())
                    .isBetween(one.fault().least() - 0.001, one.fault().most() + 0.001));
  }
}
