package io.election4j.springtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Elections;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Meters, where election-micrometer is there. */
class MetricsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ApplicationContextRunner runner =
      Runners.with().withPropertyValues("election4j.store=memory", "election4j.candidate.name=me");

  @Test
  void thereIsABinderForWhateverRegistryThereIs() {
    runner
        .withPropertyValues("election4j.metrics.max-elections=0")
        .run(
            context -> {
              SimpleMeterRegistry registry = new SimpleMeterRegistry();
              context.getBean(MeterBinder.class).bindTo(registry);
              context.getBean(Elections.class).join("any").events().blockFirst(PATIENCE);
              assertThat(registry.get("election4j.store.available").gauge().value()).isEqualTo(1);
              assertThat(registry.find("election4j.leader").gauge()).as("more than none").isNull();
            });
  }

  @Test
  void thereIsNoneWithoutElectionMicrometer() {
    runner
        .withClassLoader(
            new FilteredClassLoader("io.election4j.micrometer", "com.mongodb", "io.r2dbc"))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MeterBinder.class));
  }
}
