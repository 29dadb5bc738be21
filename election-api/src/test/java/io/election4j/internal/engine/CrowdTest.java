package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A vacancy of which all hear at once, among candidates who know nothing of each other. */
class CrowdTest {

  private static List<Herd.Rush> rushes(Herd herd, int count) {
    List<Herd.Rush> rushes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rushes.add(herd.changeLeader());
    }
    return rushes;
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "5, 0", "5, 5", "18, 5", "18, 18", "18, 36", "45, 2", "45, 45", "45, 90"})
  void ofFiftyWhoWantItFewClaimInVain(long writeMillis, long hearMillis) {
    for (long seed = 0; seed < 3; seed++) {
      Herd herd = new Herd(50, Duration.ofMillis(writeMillis), Duration.ofMillis(hearMillis), seed);

      List<Herd.Rush> rushes = rushes(herd, 10);
      assertThat(rushes).allMatch(rush -> rush.lost() <= 10, "at most 10 claims in vain");
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void aFewAreNotSlowedDown(int followers) {
    Duration write = Duration.ofMillis(20);
    Herd herd = new Herd(followers, write, Duration.ofMillis(1), 7);

    List<Herd.Rush> rushes = rushes(herd, 10);
    // Whoever has no lease opens one, renews it and claims; each takes up to one and a half w.
    assertThat(rushes).allMatch(rush -> rush.took().compareTo(write.multipliedBy(5)) < 0);
    assertThat(rushes.stream().skip(1))
        .allMatch(rush -> rush.took().compareTo(write.multipliedBy(3)) < 0);
  }

  @Test
  void whoeverIsAloneSoonLooksNoMore() {
    Herd herd = new Herd(1, Duration.ofMillis(20), Duration.ofMillis(1), 7);
    rushes(herd, 4);
    int looks = herd.looks();
    rushes(herd, 4);
    assertThat(herd.looks()).isEqualTo(looks);
  }
}
