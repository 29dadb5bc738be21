package io.election4j.bench.scenarios;

import io.election4j.bench.Scenario;
import java.util.List;

/** All that can be measured. */
public final class Scenarios {

  private Scenarios() {}

  /** Returns them in the order of the report. */
  public static List<Scenario> all() {
    return List.of(
        new Cost(),
        new Handover(),
        new Crash(),
        new Batch(),
        new Validity(),
        new Simulation(),
        new Join(),
        new Takeover(),
        new Herd(),
        new Latency(),
        new Start());
  }
}
