package io.election4j.demo;

import io.election4j.demo.commands.JsonLine;
import io.election4j.demo.harness.LeadershipAudit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of a demonstration.
 *
 * @param store where it was shown
 * @param election the name of the election that was held, whose record stays in the store
 * @param figures what was measured
 * @param audit what the candidates wrote
 */
record Outcome(DemoStore store, String election, Figures figures, LeadershipAudit audit) {

  /** Returns what went wrong, a line each: two leaders at once, terms that do not rise. */
  List<String> violations() {
    return audit.violations();
  }

  /** Returns the figures for a person. */
  List<String> lines(Symbols glyphs) {
    return figures.lines(audit, glyphs);
  }

  /** Returns the figures as one line of JSON. */
  String json() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("store", store.store());
    values.put("server", store.server());
    values.put("crashFailoverMillis", Figures.wholeMillis(figures.crashFailover()));
    values.put("leaseMillis", Figures.wholeMillis(figures.lease()));
    values.put("handoverMillis", Figures.wholeMillis(figures.handover()));
    values.put("overlaps", audit.overlaps());
    values.put("terms", audit.terms());
    return JsonLine.of(values);
  }
}
