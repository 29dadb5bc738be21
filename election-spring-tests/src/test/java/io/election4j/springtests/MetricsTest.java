package io.election4j.springtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Meters, where election-micrometer is there. */
class MetricsTest {

  private final ApplicationContextRunner runner =
      Runners.with().withPropertyValues("election4j.store=memory", "election4j.candidate.name=me");

  @Test
  void thereIsABinderForWhateverRegistryThereIs() {
    runner
        .withPropertyValues("election4j.metrics.max-elections=7")
        .run(
            context -> {
              SimpleMeterRegistry registry = new SimpleMeterRegistry();
              context.getBean(MeterBinder.class).bindTo(registry);
              assertThat(registry.get("stand.in.me").gauge().value()).isEqualTo(7);
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
