package io.election4j.bench;

import java.util.List;
import java.util.Locale;

/** Writes values for people: three digits that count, in a unit that suits them. */
final class Quantity {

  private record Unit(String name, double size) {}

  private static final List<List<Unit>> FAMILIES =
      List.of(
          List.of(new Unit("ns", 1), new Unit("us", 1e3), new Unit("ms", 1e6), new Unit("s", 1e9)),
          List.of(new Unit("B", 1), new Unit("KiB", 1024), new Unit("MiB", 1024.0 * 1024)));

  private Quantity() {}

  /**
   * Returns a value with its unit.
   *
   * @param unit empty for ratios and counts; of times and sizes, another one may be chosen
   */
  static String text(double value, String unit) {
    if (Double.isNaN(value)) {
      return "not measured";
    }
    for (List<Unit> family : FAMILIES) {
      for (Unit given : family) {
        if (given.name().equals(unit) && value != 0) {
          return fitting(value * given.size(), family);
        }
      }
    }
    return number(value) + (unit.isEmpty() ? "" : " " + unit);
  }

  private static String fitting(double base, List<Unit> family) {
    Unit best = family.get(0);
    for (Unit unit : family) {
      if (Math.abs(base) >= unit.size()) {
        best = unit;
      }
    }
    return number(base / best.size()) + " " + best.name();
  }

  private static String number(double value) {
    double size = Math.abs(value);
    if (size >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,d", Math.round(value));
    } else if (size >= 0.001) {
      int digits = Math.max(1, 2 - (int) Math.floor(Math.log10(size)));
      return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
    return size < 1e-9 ? "0" : String.format(Locale.ROOT, "%.1e", value);
  }
}
