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

  /** Writes a figure down for each part. */
  public void report(Stage stage, String subject, String setting) {
    values.forEach(
        (part, all) ->
            stage.add(Figure.of(subject, setting, "of which: " + part, unit, samples(all))));
  }

  /** Returns the medians of all parts, for a person who asks why; empty if there are none. */
  public String reason() {
    return values.entrySet().stream()
        .map(each -> each.getKey() + " " + Quantity.text(samples(each.getValue()).median(), unit))
        .collect(Collectors.joining(", ", values.isEmpty() ? "" : "median parts: ", ""));
  }

  private static Samples samples(List<Double> values) {
    return Samples.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
