package io.election4j.spring.boot;

import io.election4j.Elections;
import io.election4j.micrometer.ElectionMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Configures the meters of {@code election-micrometer}, if that is there. */
@AutoConfiguration(after = ElectionAutoConfiguration.class)
@ConditionalOnClass({MeterBinder.class, ElectionMetrics.class})
@ConditionalOnBean(Elections.class)
public final class ElectionMetricsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "electionMetrics")
  static ElectionMetrics electionMetrics(Elections elections, ElectionProperties properties) {
    return new ElectionMetrics(elections, properties.metrics().maxElections());
  }
}
