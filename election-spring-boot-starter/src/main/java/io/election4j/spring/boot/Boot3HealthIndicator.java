package io.election4j.spring.boot;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Tells the health of elections as Spring Boot 3.5 has it. */
final class Boot3HealthIndicator implements HealthIndicator {

  private final ElectionsHealth health;

  Boot3HealthIndicator(ElectionsHealth health) {
    this.health = health;
  }

  @Override
  public Health health() {
    ElectionsHealth.Verdict verdict = health.verdict();
    return Health.status(verdict.state().name()).withDetails(verdict.details()).build();
  }
}
