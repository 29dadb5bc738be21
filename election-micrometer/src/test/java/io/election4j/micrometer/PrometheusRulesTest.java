package io.election4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The alert rules fire when they should, as Prometheus itself sees it, where its promtool is. */
class PrometheusRulesTest {

  private static final Path RULES =
      Path.of("src/main/resources/io/election4j/micrometer/alerts.yml");
  private static final Path TESTS = Path.of("src/test/prometheus/alerts-test.yml");

  @Test
  void everyRuleHasATestInWhichItFires() throws IOException {
    String tests = Files.readString(TESTS);
    String[] checks = tests.split("(?m)^      - eval_time: ");

    assertThat(named("      - alert: (\\w+)", Files.readString(RULES)))
        .hasSizeGreaterThanOrEqualTo(9)
        .allSatisfy(
            rule ->
                assertThat(checks)
                    .anyMatch(check -> check.contains(rule) && check.contains("exp_alerts")))
        .isEqualTo(named("        alertname: (\\w+)", tests));
  }

  private static Set<String> named(String pattern, String text) {
    return Pattern.compile("(?m)^" + pattern + "$")
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void prometheusAcceptsTheRulesAndFiresThem() throws IOException, InterruptedException {
    assumeTrue(isThere(), "promtool, of Prometheus, is not installed");

    assertThat(promtool("check", "rules", RULES.toString())).endsWith("-> 0");
    assertThat(promtool("test", "rules", TESTS.toString())).endsWith("-> 0");
  }

  private static boolean isThere() throws InterruptedException {
    try {
      return promtool("--version").endsWith("-> 0");
    } catch (IOException notInstalled) {
      return false;
    }
  }

  private static String promtool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return output + " -> " + process.waitFor();
  }
}
