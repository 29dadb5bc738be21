package io.election4j.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws plots as PNG; as SVG they are twenty times as large. */
final class Drawing {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 420;
  private static final int DPI = 120;

  private Drawing() {}

  /** Draws one into a folder, which exists. */
  static void draw(Plot plot, Path folder, String name) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .theme(ChartTheme.Matlab)
            .title(plot.title())
            .xAxisTitle(plot.x())
            .yAxisTitle(plot.y())
            .build();
    chart.getStyler().setXAxisLogarithmic(plot.logarithmic());
    chart.getStyler().setYAxisLogarithmic(plot.logarithmic());
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    for (Plot.Line line : plot.lines()) {
      double[] ys = plot.logarithmic() ? drawable(line.ys()) : line.ys();
      chart
          .addSeries(line.name(), line.xs(), ys)
          .setMarker(plot.logarithmic() ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    }
    BitmapEncoder.saveBitmapWithDPI(chart, folder.resolve(name).toString(), BitmapFormat.PNG, DPI);
  }

  /** Nothing is at the bottom of a logarithmic axis. */
  private static double[] drawable(double[] ys) {
    double[] drawn = ys.clone();
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = Math.max(drawn[i], 0.01);
    }
    return drawn;
  }
}
