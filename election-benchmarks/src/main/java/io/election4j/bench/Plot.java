package io.election4j.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * A picture of some lines.
 *
 * @param file its name, without folder and suffix
 * @param title what it shows
 * @param x the name of the horizontal axis
 * @param y the name of the vertical axis
 * @param axes what both are like
 * @param lines in the order of the legend
 */
public record Plot(String file, String title, String x, String y, Axes axes, List<Line> lines) {

  /** What the axes are like. */
  public enum Axes {
    LINEAR,
    LOGARITHMIC,
    /** The horizontal one as in {@link Plot#distribution}, the vertical one as the values need. */
    PERCENTILES
  }

  /** One line. */
  public record Line(String name, double[] xs, double[] ys) {}

  /** Returns a picture of lines that {@link #distribution} made. */
  public static Plot percentiles(String file, String title, String unit, List<Line> lines) {
    return new Plot(file, title, "percentile", unit, Axes.PERCENTILES, lines);
  }

  /**
   * Returns the line of a distribution: each value over how many there are for every one that is
   * higher, so that each further decade shows a rarer tail.
   */
  public static Line distribution(String name, Samples samples) {
    double[] ys = samples.values();
    double[] xs = new double[ys.length];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = ys.length / (ys.length - i - 0.5);
    }
    return new Line(name, xs, ys);
  }

  /** Returns the line through the medians of a metric, over settings that are numbers. */
  public static Line medians(String name, String subject, String metric, List<Figure> figures) {
    List<Figure> points = new ArrayList<>();
    for (Figure figure : figures) {
      if (figure.subject().equals(subject) && figure.metric().equals(metric)) {
        points.add(figure);
      }
    }
    return new Line(
        name,
        points.stream().mapToDouble(f -> Double.parseDouble(f.setting())).toArray(),
        points.stream().mapToDouble(Figure::value).toArray());
  }
}
