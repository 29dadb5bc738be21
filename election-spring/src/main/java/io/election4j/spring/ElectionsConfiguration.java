package io.election4j.spring;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/** What {@link EnableElections} brings. */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class ElectionsConfiguration {

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static WorkMeasures electionWorkMeasures(BeanFactory beans) {
    return new WorkMeasures(beans);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static LeaderGates electionLeaderGates(WorkMeasures measures) {
    return new LeaderGates(measures);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static LeaderOnlyPostProcessor electionLeaderOnlyPostProcessor(
      LeaderGates gates, Environment environment) {
    LeaderOnlyPostProcessor processor = new LeaderOnlyPostProcessor(gates);
    processor.setProxyTargetClass(
        environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
    return processor;
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static ElectionEvents electionEvents() {
    return new ElectionEvents();
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  ElectionLifecycle electionLifecycle(
      LeaderGates gates, ElectionEvents events, WorkMeasures measures) {
    return new ElectionLifecycle(gates, events, measures);
  }
}
