package io.election4j.micrometer;

import io.election4j.Elections;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Stands in for the class of this name in election-micrometer, which the starter only knows by. */
public final class ElectionMetrics implements MeterBinder {

  private final Elections elections;
  private final int maxElections;

  public ElectionMetrics(Elections elections, int maxElections) {
    this.elections = elections;
    this.maxElections = maxElections;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    registry.gauge("stand.in." + elections.candidate().name(), maxElections);
  }
}
