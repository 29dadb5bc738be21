package io.election4j.spring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Measures the work of leaders, if the application has what to measure with: an {@link
 * ObservationRegistry}, and a {@link MeterRegistry}. Safe for use by many threads.
 */
final class WorkMeasures {

  private static final boolean METERS =
      ClassUtils.isPresent(
          "io.micrometer.core.instrument.MeterRegistry", WorkMeasures.class.getClassLoader());

  private final BeanFactory beans;
  private volatile @Nullable ObservationRegistry observations;

  /** How work has ended. */
  enum Outcome {
    COMPLETED,
    /** With its term. */
    INTERRUPTED,
    FAILED
  }

  WorkMeasures(BeanFactory beans) {
    this.beans = beans;
  }

  /** Begins to measure work; {@link #end} has to follow. */
  Observation begin(String election) {
    return Observation.createNotStarted("election4j.work", registry())
        .contextualName("lead " + election)
        .lowCardinalityKeyValue("election", election)
        .start();
  }

  /** Looked for when there is work, not before all beans are there. */
  private ObservationRegistry registry() {
    ObservationRegistry known = observations;
    if (known == null) {
      known =
          beans
              .getBeanProvider(ObservationRegistry.class)
              .getIfUnique(() -> ObservationRegistry.NOOP);
      observations = known;
    }
    return known;
  }

  /** Ends it, with what it failed with, if it did. */
  static void end(Observation work, Outcome outcome, @Nullable Throwable failure) {
    if (failure != null) {
      work.error(failure);
    }
    work.lowCardinalityKeyValue("outcome", outcome.name().toLowerCase(Locale.ROOT)).stop();
  }

  /** Counts a call that was not made, since this process does not lead. */
  void skipped(String election) {
    if (METERS) {
      Counters.skipped(beans, election);
    }
  }

  /** Loaded only where meters are. */
  private static final class Counters {

    static void skipped(BeanFactory beans, String election) {
      beans
          .getBeanProvider(MeterRegistry.class)
          .ifUnique(
              registry ->
                  Counter.builder("election4j.work.skipped")
                      .description("How often a call was skipped by a process that does not lead")
                      .tag("election", election)
                      .register(registry)
                      .increment());
    }
  }
}
