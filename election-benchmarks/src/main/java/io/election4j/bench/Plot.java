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
 * @param logarithmic whether both axes are
 * @param lines in the order of the legend
 */
public record Plot(
    String file, String title, String x, String y, boolean logarithmic, List<Line> lines) {

  /** One line. */
  public record Line(String name, double[] xs, double[] ys) {}

  /** Returns the line of a distribution: which share of the values is at most x. */
  public static Line distribution(String name, Samples samples) {
    double[] xs = samples.values();
    double[] ys = new double[xs.length];
    for (int i = 0; i < xs.length; i++) {
      ys[i] = (i + 1.0) / xs.length;
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
