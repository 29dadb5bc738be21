package io.election4j.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageTest {

  @Test
  void aLineIsReadAsItWasWritten() {
    Usage usage = new Usage(7, 6, 5, 4, Map.of("find", 3L, "getMore", 2L));
    assertThat(Usage.parse(usage.line())).isEqualTo(usage);
  }

  @Test
  void onlyCommandsSinceAnEarlierMomentCount() {
    Usage earlier = new Usage(0, 0, 0, 0, Map.of("find", 3L));
    Usage later = new Usage(0, 0, 0, 0, Map.of("find", 5L, "getMore", 2L));
    assertThat(later.commandsSince(earlier))
        .containsOnly(Map.entry("find", 2L), Map.entry("getMore", 2L));
  }
}
