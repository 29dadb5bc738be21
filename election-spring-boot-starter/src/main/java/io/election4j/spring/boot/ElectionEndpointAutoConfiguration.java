package io.election4j.spring.boot;

import io.election4j.Elections;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Configures the actuator endpoint {@code elections}. */
@AutoConfiguration(after = ElectionAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(Elections.class)
@ConditionalOnAvailableEndpoint(ElectionsEndpoint.class)
public final class ElectionEndpointAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  static ElectionsEndpoint electionsEndpoint(Elections elections) {
    return new ElectionsEndpoint(elections);
  }
}
