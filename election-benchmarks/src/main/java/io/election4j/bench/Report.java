package io.election4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes results for people: Markdown, with plots beside it. */
final class Report {

  private static final String HEAD =
      """
      # Performance

      Made by `scripts/bench --report`; no figure here is written by hand. Every section says with which command, when
      and on what it was measured. Values are medians of the rounds, with the lowest and the highest behind them; "of our
      own" means threads that election4j starts and names. Counts come from the servers' own counters where they have
      them: they are exact, while times on a small busy machine are not. Compare times only within one section.

      """;

  private final List<Result> results;
  private final List<String> lines = new ArrayList<>();

  Report(List<Result> results) {
    this.results = results;
  }

  /** Writes the file, and its plots into a folder of the same name beside it. */
  void write(Path file) throws IOException {
    Path folder = Path.of(file.toString().replaceFirst("\\.md$", ""));
    Files.createDirectories(folder);
    goals();
    for (Result result : results) {
      section(result, folder);
    }
    Files.writeString(file, HEAD + String.join("\n", lines) + "\n");
  }

  private void goals() {
    lines.add("## What we want, and what is");
    lines.add("");
    lines.add("| | goal | on | measured | bound | |");
    lines.add("|---|---|---|---|---|---|");
    for (Result result : results) {
      for (Goal goal : result.goals()) {
        lines.add(row(result, goal));
      }
    }
    lines.add("");
  }

  private static String row(Result result, Goal goal) {
    return "| %s | %s | %s | %s | %s %s | %s |"
        .formatted(
            goal.id(),
            goal.text(),
            result.server(),
            Quantity.text(goal.measured(), goal.unit()),
            goal.atLeast() ? "at least" : "at most",
            Quantity.text(goal.bound(), goal.unit()),
            verdict(goal));
  }

  private static String verdict(Goal goal) {
    if (Double.isNaN(goal.measured())) {
      return "not in this run";
    }
    return goal.reached() ? "reached" : ("**missed** " + goal.reason()).strip();
  }

  private void section(Result result, Path folder) throws IOException {
    lines.add("## " + result.scenario() + ", on " + result.server());
    lines.add("");
    lines.add(result.about());
    lines.add("");
    for (Plot plot : result.plots()) {
      String name = plot.file() + "-" + slug(result.server()) + ".png";
      Drawing.draw(plot, folder, name);
      lines.add("![" + plot.title() + "](" + folder.getFileName() + "/" + name + ")");
      lines.add("");
    }
    lines.add("| | N | | median | lowest to highest | rounds |");
    lines.add("|---|---|---|---|---|---|");
    for (Figure figure : result.figures()) {
      lines.add(row(figure));
    }
    lines.add("");
    result
        .surroundings()
        .forEach((name, value) -> lines.add("- " + name + ": " + code(name, value)));
    lines.add("");
  }

  private static String row(Figure figure) {
    String spread =
        figure.rounds() == 1
            ? ""
            : Quantity.text(figure.low(), figure.unit())
                + " to "
                + Quantity.text(figure.high(), figure.unit());
    return "| %s | %s | %s | %s | %s | %d |"
        .formatted(
            figure.subject(),
            figure.setting(),
            figure.metric(),
            Quantity.text(figure.value(), figure.unit()),
            spread,
            figure.rounds());
  }

  private static String code(String name, String value) {
    return name.equals("command") ? "`" + value + "`" : value;
  }

  private static String slug(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceFirst("-$", "");
  }
}
