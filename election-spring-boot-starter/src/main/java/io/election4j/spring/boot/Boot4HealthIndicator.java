package io.election4j.spring.boot;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Tells the health of elections as Spring Boot 4 has it. */
final class Boot4HealthIndicator implements HealthIndicator {

  private final ElectionsHealth health;

  Boot4HealthIndicator(ElectionsHealth health) {
    this.health = health;
  }

  @Override
  public Health health() {
    ElectionsHealth.Verdict verdict = health.verdict();
    return Health.status(verdict.state().name()).withDetails(verdict.details()).build();
  }
}
