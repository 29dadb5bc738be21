package io.election4j.springtests;

import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.Elections;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spring.EnableElections;
import java.time.Duration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Contexts of Spring Framework alone, each with elections on a store in memory. */
final class Contexts {

  static final Duration LIMIT = Duration.ofSeconds(10);

  private Contexts() {}

  @Configuration(proxyBeanMethods = false)
  @EnableElections
  static class InMemory {

    @Bean
    Elections elections() {
      return Elections.builder(InMemoryLeaseStore.create()).build();
    }
  }

  static AnnotationConfigApplicationContext of(Class<?>... beans) {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.register(InMemory.class);
    context.register(beans);
    return context;
  }

  /** Waits until this process leads, and its gate is open. */
  static Election led(AnnotationConfigApplicationContext context, String election) {
    Election joined = context.getBean(Elections.class).join(election);
    joined.events().ofType(ElectionEvent.Elected.class).blockFirst(LIMIT);
    return joined;
  }

  /** Steps down for long. */
  static void stepDown(Election election) {
    election.stepDown(Duration.ofHours(1)).block(LIMIT);
  }
}
