package io.election4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CountersTest {

  @Test
  void aRateIsWhatWasAddedByTheTimeBetween() {
    Counters before = new Counters(1_000_000_000L, Map.of("reads", 10L, "writes", 7L));
    Counters after = new Counters(3_000_000_000L, Map.of("reads", 16L, "writes", 8L, "new", 1L));

    Counters added = after.since(before);

    assertThat(added.perSecond("reads")).isEqualTo(3);
    assertThat(added.perSecond("reads", "writes", "new", "none")).isEqualTo(4);
  }
}
