package io.election4j.spring.boot;

import io.election4j.Candidacy;
import io.election4j.Elections;
import io.election4j.spi.LeaseStore;
import io.election4j.spring.ElectionJoins;
import io.election4j.spring.EnableElections;
import java.util.LinkedHashSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Configures {@link Elections} on the store of the application, unless there are some already, or
 * {@code election4j.enabled} is {@code false}.
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
      "org.springframework.boot.autoconfigure.r2dbc.R2dbcAutoConfiguration",
      "org.springframework.boot.autoconfigure.mongo.MongoReactiveAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
      "org.springframework.boot.mongodb.autoconfigure.MongoReactiveAutoConfiguration"
    })
@ConditionalOnProperty(name = "election4j.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ElectionProperties.class)
@EnableElections
@Import({
  StoreConfigurations.Jdbc.class,
  StoreConfigurations.R2dbc.class,
  StoreConfigurations.Mongo.class
})
public final class ElectionAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean({LeaseStore.class, Elections.class})
  static LeaseStore electionLeaseStore(
      ObjectProvider<StoreCandidate> candidates, ElectionProperties properties) {
    return StoreChoice.of(candidates.orderedStream().toList(), properties.store());
  }

  @Bean
  @ConditionalOnMissingBean
  static Elections elections(
      LeaseStore store,
      ElectionProperties properties,
      Environment environment,
      ObjectProvider<ElectionsBuilderCustomizer> customizers) {
    String application = environment.getProperty("spring.application.name", "");
    return new ElectionsFactory(properties, application)
        .create(store, customizers.orderedStream().toList());
  }

  @Bean
  static ReadinessGate electionReadinessGate() {
    return new ReadinessGate();
  }

  @Bean
  @ConditionalOnMissingBean
  static ElectionJoins electionJoins(ElectionProperties properties, ReadinessGate readiness) {
    Candidacy candidacy =
        properties.gate() == ElectionProperties.Gate.READINESS
            ? Candidacy.plain().gatedBy(readiness.accepting())
            : Candidacy.plain();
    return new ElectionJoins(new LinkedHashSet<>(properties.elections()), candidacy);
  }
}
