package io.election4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * One axis of a picture: which values it spans, and where it puts them.
 *
 * @param low the value at its beginning
 * @param high the value at its end
 * @param scale grows with the value
 * @param ticks the values to mark, and what to write there
 */
record Axis(double low, double high, DoubleUnaryOperator scale, List<Tick> ticks) {

  private static final double LEAST = 0.01;
  private static final int STEPS = 5;
  private static final double WIDE = 20;

  record Tick(double value, String label) {}

  /** Returns one whose steps are equal. */
  static Axis linear(double low, double high) {
    double wide = Math.max(high - low, Math.max(Math.abs(high), 1e-9) / 100);
    double step = step(wide / STEPS);
    double first = Math.floor(low / step) * step;
    double last = Math.ceil(high / step) * step;
    List<Tick> ticks = new ArrayList<>();
    for (double value = first; value < last + step / 2; value += step) {
      ticks.add(new Tick(value, label(value)));
    }
    return new Axis(first, Math.max(last, first + step), value -> value, ticks);
  }

  /** Returns one whose steps are decades; nothing is lower than 0.01 on it. */
  static Axis logarithmic(double low, double high) {
    double first = Math.pow(10, Math.floor(Math.log10(Math.max(low, LEAST)) + 1e-9));
    double last =
        Math.max(Math.pow(10, Math.ceil(Math.log10(Math.max(high, LEAST)) - 1e-9)), first * 10);
    List<Tick> ticks = new ArrayList<>();
    for (double value = first; value < last * 1.01; value *= 10) {
      ticks.add(new Tick(value, label(value)));
    }
    return new Axis(first, last, value -> Math.log10(Math.max(value, LEAST)), ticks);
  }

  /** Returns a linear one unless the values are far apart. */
  static Axis fitting(double low, double high) {
    return low > 0 && high / low > WIDE ? logarithmic(low, high) : linear(low, high);
  }

  /** Returns one for {@link Plot#distribution}. */
  static Axis percentiles(double high) {
    List<Tick> ticks = new ArrayList<>(List.of(new Tick(1, "0"), new Tick(2, "50")));
    for (double value = 10; value <= Math.max(high, 10); value *= 10) {
      ticks.add(new Tick(value, label(100 - 100 / value)));
    }
    return new Axis(1, Math.max(high, 10), Math::log10, ticks);
  }

  /** Returns where a value is: 0 at the beginning, 1 at the end. */
  double share(double value) {
    double start = scale.applyAsDouble(low);
    return (scale.applyAsDouble(value) - start) / (scale.applyAsDouble(high) - start);
  }

  private static double step(double least) {
    double decade = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * decade >= least * 0.999) {
        return factor * decade;
      }
    }
    return 10 * decade;
  }

  private static String label(double value) {
    double rounded = Math.round(value * 1e6) / 1e6;
    return rounded == Math.rint(rounded)
        ? String.format(Locale.ROOT, "%,d", Math.round(rounded))
        : Double.toString(rounded);
  }
}
