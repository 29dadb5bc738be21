package io.election4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.demo.harness.LeadershipAudit;
import io.election4j.demo.harness.LeadershipInterval;
import io.election4j.demo.harness.ServerAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {

  private static final DemoStore STORE =
      new DemoStore(
          "mysql", "MySQL \"8\"", new ServerAddress("mysql://me@127.0.0.1/d", null), () -> {});

  private final Outcome outcome =
      new Outcome(
          STORE,
          "demo/1",
          new Figures(
              Duration.ofSeconds(3),
              Duration.ofNanos(3_140_900_000L),
              Duration.ofMillis(43),
              Duration.ofMillis(55),
              Duration.ofMillis(2_900),
              Duration.ofMillis(4)),
          new LeadershipAudit(List.of(led(1), led(2), led(5)), 1, 0, List.of("Ada and Ben")));

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

  private static LeadershipInterval led(long term) {
    return new LeadershipInterval("demo/1", term, "Ada", term, term + 1);
  }
}
