package io.election4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {

  private static final DemoStore ARENA =
      new DemoStore() {
        @Override
        public String store() {
          return "mysql";
        }

        @Override
        public String server() {
          return "MySQL \"8\"";
        }

        @Override
        public Map<String, String> environment() {
          return Map.of();
        }

        @Override
        public void close() {}
      };

  private final Outcome outcome =
      new Outcome(
          ARENA,
          "demo/1",
          new Figures(
              Duration.ofSeconds(3),
              Duration.ofNanos(3_140_900_000L),
              Duration.ofMillis(43),
              Duration.ofMillis(55),
              Duration.ofMillis(2_900),
              Duration.ofMillis(4)),
          new Audit(List.of(1L, 2L, 5L), 1, List.of("Ada and Ben")));

  @Test
  void theJsonIsOneLineOfTheseFieldsInThisOrder() {
    assertThat(outcome.json())
        .isEqualTo(
            "{\"store\":\"mysql\",\"server\":\"MySQL \\\"8\\\"\",\"crashFailoverMillis\":3141,"
                + "\"leaseMillis\":3000,\"handoverMillis\":43,\"overlaps\":1,\"terms\":[1,2,5]}");
  }

  @Test
  void peopleReadTheFailoverAsAMultipleOfTheLease() {
    assertThat(outcome.lines(Symbols.in(StandardCharsets.US_ASCII)))
        .anySatisfy(line -> assertThat(line).contains("3.14 s", "1.05 x the lease", "3.51 s"))
        .anySatisfy(line -> assertThat(line).contains("43 ms", "55 ms from SIGTERM"))
        .anySatisfy(line -> assertThat(line).contains("1 2 5"));
  }
}
