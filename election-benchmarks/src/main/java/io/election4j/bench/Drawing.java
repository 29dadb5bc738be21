package io.election4j.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Draws a plot as SVG. Charting libraries write text as outlines and grids as single strokes: a
 * hundred times as large, and another file on every machine. Not thread-safe.
 */
final class Drawing {

  private static final int WIDTH = 960;
  private static final int HEIGHT = 400;
  private static final int LEFT = 70;
  private static final int RIGHT = 640;
  private static final int TOP = 40;
  private static final int BOTTOM = 345;
  private static final int LEGEND_STEP = 22;

  /** Okabe and Ito's, which people who confuse colours can tell apart. */
  private static final String[] COLOURS = {
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"
  };

  private static final String[] DASHES = {"", "6 4", "2 3"};

  private final Plot plot;
  private final Axis x;
  private final Axis y;
  private final List<String> out = new ArrayList<>();

  private Drawing(Plot plot) {
    this.plot = plot;
    double[] xs = values(plot.lines().stream().map(Plot.Line::xs).toList());
    double[] ys = values(plot.lines().stream().map(Plot.Line::ys).toList());
    x =
        switch (plot.axes()) {
          case LINEAR -> Axis.linear(low(xs), high(xs));
          case LOGARITHMIC -> Axis.logarithmic(low(xs), high(xs));
          case PERCENTILES -> Axis.percentiles(high(xs));
        };
    y =
        switch (plot.axes()) {
          case LINEAR -> Axis.linear(low(ys), high(ys));
          case LOGARITHMIC -> Axis.logarithmic(low(ys), high(ys));
          case PERCENTILES -> Axis.fitting(low(ys), high(ys));
        };
  }

  /** Returns the text of the file. */
  static String draw(Plot plot) {
    return new Drawing(plot).draw();
  }

  private static double[] values(List<double[]> arrays) {
    return arrays.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private static double low(double[] values) {
    return DoubleStream.of(values).min().orElse(0);
  }

  private static double high(double[] values) {
    return DoubleStream.of(values).max().orElse(1);
  }

  private String draw() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"13\">",
        WIDTH, HEIGHT);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
    text(LEFT, TOP - 16, "start\" font-size=\"16", plot.title());
    grid();
    List<String> groups = plot.lines().stream().map(Drawing::group).distinct().toList();
    for (int i = 0; i < plot.lines().size(); i++) {
      line(i, groups);
    }
    out.add("</svg>");
    return String.join("\n", out) + "\n";
  }

  private void grid() {
    for (Axis.Tick tick : x.ticks()) {
      rule(across(tick.value()), TOP, across(tick.value()), BOTTOM);
      text(across(tick.value()), BOTTOM + 18, "middle", tick.label());
    }
    for (Axis.Tick tick : y.ticks()) {
      rule(LEFT, up(tick.value()), RIGHT, up(tick.value()));
      text(LEFT - 8, up(tick.value()) + 4, "end", tick.label());
    }
    text((LEFT + RIGHT) / 2.0, BOTTOM + 40, "middle", plot.x());
    double middle = (TOP + BOTTOM) / 2.0;
    text(18, middle, "middle\" transform=\"rotate(-90 18 %.0f)".formatted(middle), plot.y());
  }

  private void line(int number, List<String> groups) {
    Plot.Line line = plot.lines().get(number);
    int group = groups.indexOf(group(line));
    long before =
        plot.lines().subList(0, number).stream().filter(l -> group(l).equals(group(line))).count();
    String style =
        "fill=\"none\" stroke-width=\"2\" stroke=\"%s\" stroke-dasharray=\"%s\""
            .formatted(COLOURS[group % COLOURS.length], DASHES[(int) before % DASHES.length]);
    add("<polyline %s points=\"%s\"/>", style, points(line));
    double height = TOP + 10.0 + number * LEGEND_STEP;
    add("<polyline %s points=\"%d,%.0f %d,%.0f\"/>", style, RIGHT + 12, height, RIGHT + 40, height);
    text(RIGHT + 46, height + 4, "start", line.name());
  }

  /** The lines of one library have one colour. */
  private static String group(Plot.Line line) {
    return line.name().replaceFirst(",.*", "");
  }

  private String points(Plot.Line line) {
    StringBuilder points = new StringBuilder();
    double lastX = Double.NEGATIVE_INFINITY;
    double lastY = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < line.xs().length; i++) {
      double pointX = across(line.xs()[i]);
      double pointY = up(line.ys()[i]);
      // What cannot be told apart need not be drawn twice.
      if (Math.abs(pointX - lastX) + Math.abs(pointY - lastY) >= 1 || i == line.xs().length - 1) {
        points.append(String.format(Locale.ROOT, "%s%.1f,%.1f", i == 0 ? "" : " ", pointX, pointY));
        lastX = pointX;
        lastY = pointY;
      }
    }
    return points.toString();
  }

  private double across(double value) {
    return LEFT + x.share(value) * (RIGHT - LEFT);
  }

  private double up(double value) {
    return BOTTOM - y.share(value) * (BOTTOM - TOP);
  }

  private void rule(double x1, double y1, double x2, double y2) {
    add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>",
        x1, y1, x2, y2);
  }

  private void text(double atX, double atY, String anchor, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", atX, atY, anchor, escaped);
  }

  private void add(String format, Object... values) {
    out.add(String.format(Locale.ROOT, format, values));
  }
}
