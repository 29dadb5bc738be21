package io.election4j.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the time of something that is measured in rounds goes. Not thread-safe. */
public final class Parts {

  private final String unit;
  private final Map<String, List<Double>> values = new LinkedHashMap<>();

  /**
   * Creates one without parts.
   *
   * @param unit of all values
   */
  public Parts(String unit) {
    this.unit = unit;
  }

  /** Adds a part of one round; parts keep the order in which they were first added. */
  public void add(String part, double value) {
    values.computeIfAbsent(part, p -> new ArrayList<>()).add(value);
  }

  /** Adds all that another one has. */
  public void addAll(Parts other) {
    other.values.forEach((part, all) -> all.forEach(value -> add(part, value)));
  }

  /** Writes a figure down for each part. */
  public void report(Stage stage, String subject, String setting) {
    values.forEach(
        (part, all) ->
            stage.add(Figure.of(subject, setting, "of which: " + part, unit, Samples.of(all))));
  }

  /** Returns the medians of all parts, for a person who asks why; empty if there are none. */
  public String reason() {
    return reason("median parts: ", 0.5);
  }

  /**
   * Returns a quantile of each part, which have them in different rounds; else as {@link
   * #reason()}.
   */
  public String tail(double share) {
    return reason("p%.0f of each part: ".formatted(100 * share), share);
  }

  private String reason(String prefix, double share) {
    return values.entrySet().stream()
        .map(each -> each.getKey() + " " + text(Samples.of(each.getValue()).quantile(share)))
        .collect(Collectors.joining(", ", values.isEmpty() ? "" : prefix, ""));
  }

  private String text(double value) {
    return Quantity.text(value, unit);
  }
}
