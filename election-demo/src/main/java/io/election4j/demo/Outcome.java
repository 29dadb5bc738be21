package io.election4j.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of a demonstration. */
public final class Outcome {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final DemoStore arena;
  private final String election;
  private final Figures figures;
  private final Audit audit;

  Outcome(DemoStore arena, String election, Figures figures, Audit audit) {
    this.arena = arena;
    this.election = election;
    this.figures = figures;
    this.audit = audit;
  }

  /** Returns the name of the election that was held, whose record stays in the store. */
  public String election() {
    return election;
  }

  /** Returns what went wrong, a line each: two leaders at once, terms that do not rise. */
  public List<String> violations() {
    return audit.violations();
  }

  /** Returns the figures for a person. */
  public List<String> lines(Symbols glyphs) {
    return figures.lines(audit, glyphs);
  }

  /** Returns the figures as one line of JSON. */
  public String json() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("store", arena.store());
    values.put("server", arena.server());
    values.put("crashFailoverMillis", Figures.wholeMillis(figures.crashFailover()));
    values.put("leaseMillis", Figures.wholeMillis(figures.lease()));
    values.put("handoverMillis", Figures.wholeMillis(figures.handover()));
    values.put("overlaps", audit.overlaps());
    values.put("terms", audit.terms());
    try {
      return MAPPER.writeValueAsString(values);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
