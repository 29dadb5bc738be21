package io.election4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BetweenStoresTest {

  @Test
  void commasBetweenTheHostsOfAUrlDoNotEndIt() {
    String set = "mongodb://a:1,mongo2:2,c/d?replicaSet=rs0";

    assertThat(
            ("mysql," + set + ",mongo,postgresql,jdbc:mysql://u@h/d,mysql://u@h/d")
                .split(Bench.BETWEEN_STORES))
        .containsExactly(
            "mysql", set, "mongo", "postgresql", "jdbc:mysql://u@h/d", "mysql://u@h/d");
  }

  @Test
  void theHelpShowsACommaAndNoExpression() {
    assertThat(Bench.line("bench").getUsageMessage())
        .contains("[--store=WHERE[,WHERE...]]")
        .doesNotContain("(?");
  }
}
