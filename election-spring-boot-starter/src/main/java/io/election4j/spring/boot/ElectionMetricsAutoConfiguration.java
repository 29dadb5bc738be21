package io.election4j.spring.boot;

import io.election4j.Elections;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.util.ClassUtils;

/** Configures the meters of {@code election-micrometer}, if that is there. */
@AutoConfiguration(after = ElectionAutoConfiguration.class)
@ConditionalOnClass(
    name = {
      "io.micrometer.core.instrument.binder.MeterBinder",
      ElectionMetricsAutoConfiguration.METRICS
    })
@ConditionalOnBean(Elections.class)
public final class ElectionMetricsAutoConfiguration {

  static final String METRICS = "io.election4j.micrometer.ElectionMetrics";

  @Bean
  @ConditionalOnMissingBean(name = "electionMetrics")
  static MeterBinder electionMetrics(Elections elections, ElectionProperties properties)
      throws NoSuchMethodException {
    Class<?> type = ClassUtils.resolveClassName(METRICS, elections.getClass().getClassLoader());
    return (MeterBinder)
        BeanUtils.instantiateClass(
            type.getConstructor(Elections.class, int.class),
            elections,
            properties.metrics().maxElections());
  }
}
