package io.election4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.election4j.testkit.virtual.VirtualProcess;
import io.election4j.testkit.virtual.VirtualWorld;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Whatever the alert rules and the dashboard ask for is there, under these names and labels. */
class MonitoringFilesTest {

  private static final Pattern SERIES = Pattern.compile("(election4j_[a-z_]+)(?:\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!=|!~|=)");
  private static final Pattern EXPRESSION = Pattern.compile("(?m)^        expr: (.+)$");
  private static final Pattern GROUPED = Pattern.compile("by \\(([a-z_, ]+)\\)");

  private static final Pattern METER = Pattern.compile("(?m)^\\| `(election4j[a-z.]+)` \\|");

  /** What Prometheus adds itself. */
  private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

  private final Map<String, Set<String>> scraped = scrape();

  private static Map<String, Set<String>> scrape() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(histograms());
    VirtualWorld world = VirtualWorld.create();
    VirtualProcess me = world.process("me");
    VirtualProcess other = world.process("other");
    new ElectionMetrics(me.elections()).bindTo(registry);
    other.elections().join("books");
    other.elect("books");
    me.elections().join("books").whileLeading(leadership -> Flux.never());
    world.pass(Duration.ofSeconds(1));
    other.kill();
    world.pass(Duration.ofMinutes(1));
    me.elect("books");
    me.storeDown();
    world.pass(Duration.ofMinutes(1));
    Map<String, Set<String>> series = new HashMap<>();
    registry
        .scrape()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              Matcher matcher = SERIES.matcher(line);
              if (matcher.lookingAt()) {
                Set<String> labels =
                    series.computeIfAbsent(matcher.group(1), name -> new HashSet<>(OF_PROMETHEUS));
                LABEL
                    .matcher(Objects.requireNonNullElse(matcher.group(2), ""))
                    .results()
                    .forEach(label -> labels.add(label.group(1)));
              }
            });
    return series;
  }

  /** As somebody sets who wants quantiles. */
  private static MeterFilter histograms() {
    return new MeterFilter() {
      @Override
      public DistributionStatisticConfig configure(
          Meter.Id id, DistributionStatisticConfig config) {
        return DistributionStatisticConfig.builder()
            .percentilesHistogram(id.getName().equals("election4j.store.operations"))
            .build()
            .merge(config);
      }
    };
  }

  @Test
  void everyRuleAsksForWhatIsThere() {
    List<String> rules =
        EXPRESSION.matcher(read("alerts.yml")).results().map(rule -> rule.group(1)).toList();

    assertThat(rules).hasSizeGreaterThanOrEqualTo(8).allSatisfy(this::assertThere);
  }

  @Test
  void everyPanelOfTheDashboardAsksForWhatIsThere() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(read("grafana-dashboard.json"));
    List<String> expressions = dashboard.findValues("expr").stream().map(JsonNode::asText).toList();

    assertThat(expressions).hasSizeGreaterThanOrEqualTo(10).allSatisfy(this::assertThere);
  }

  @Test
  void everyMeterOfThePageIsThereAndEveryMeterIsOnThePage() throws IOException {
    String page = Files.readString(Path.of("../docs/metrics.md"));
    // What is said of Spring is checked there, by WorkMeasuresTest.
    String ours = page.substring(0, page.indexOf("## In a Spring application"));
    Set<String> named =
        METER.matcher(ours).results().map(row -> row.group(1)).collect(Collectors.toSet());

    assertThat(page).contains("new ElectionMetrics(elections).bindTo(registry);");
    assertThat(named)
        .hasSize(13)
        .allSatisfy(
            meter ->
                assertThat(scraped.keySet())
                    .anyMatch(series -> series.startsWith(meter.replace('.', '_'))));
    assertThat(scraped.keySet())
        .allMatch(
            series -> named.stream().anyMatch(one -> series.startsWith(one.replace('.', '_'))));
  }

  private void assertThere(String expression) {
    Set<String> labels = new HashSet<>();
    List<String> names = SERIES.matcher(expression).results().map(match -> match.group(1)).toList();
    assertThat(names).isNotEmpty();
    assertThat(scraped.keySet()).as(expression).containsAll(names);
    names.forEach(name -> labels.addAll(scraped.get(name)));
    Stream<String> asked =
        Stream.concat(
            SERIES
                .matcher(expression)
                .results()
                .flatMap(
                    match ->
                        LABEL
                            .matcher(Objects.requireNonNullElse(match.group(2), ""))
                            .results()
                            .map(label -> label.group(1))),
            GROUPED
                .matcher(expression)
                .results()
                .flatMap(match -> Stream.of(match.group(1).split(", "))));
    assertThat(asked).as(expression).allMatch(labels::contains);
  }

  private static String read(String file) {
    try (InputStream in = Objects.requireNonNull(ElectionMetrics.class.getResourceAsStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
