package io.election4j.proof.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.demo.commands.JsonLine;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void halfOfAllAndAlmostAllStayedWithin() {
    List<Duration> times = LongStream.rangeClosed(1, 100).mapToObj(Duration::ofMillis).toList();
    assertThat(new Spread(times)).hasToString("p50 50 ms, p99 99 ms, max 100 ms");
    assertThat(JsonLine.of(new Spread(times).figures()))
        .isEqualTo("{\"p50\":50,\"p99\":99,\"max\":100}");
  }

  @Test
  void nothingTookNoTime() {
    assertThat(new Spread(List.of()).millis(0.99)).isZero();
  }
}
