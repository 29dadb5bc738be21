package io.election4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes results for people: Markdown, with plots beside it. Not thread-safe. */
final class BenchReport {

  private static final String HEAD =
      """
      # Performance

      Made by `scripts/bench --report`; no figure here is written by hand, no reason either. Every section says with which
      command, when and on what it was measured. Values are medians of the rounds, with the lowest and the highest behind
      them. Counts come from the servers' own counters where they have them: they are exact, while times on a small busy
      machine are not. Compare times only within one section: that is one run on one server.

      """;

  /** What is longer is folded. */
  private static final int SHORT = 12;

  private final List<Result> results;
  private final List<String> lines = new ArrayList<>();

  BenchReport(List<Result> results) {
    this.results = results;
  }

  /** Writes the file, and its plots into a folder of the same name beside it. */
  void write(Path file) throws IOException {
    Path folder = Path.of(file.toString().replaceFirst("\\.md$", ""));
    Files.createDirectories(folder);
    Map<String, List<Result>> scenarios = new LinkedHashMap<>();
    for (Result result : results) {
      scenarios.computeIfAbsent(result.scenario(), s -> new ArrayList<>()).add(result);
    }
    lines.add("- [Goals](#goals)");
    lines.add("- [Beside the others](#beside-the-others)");
    scenarios.keySet().forEach(name -> lines.add("- [" + title(name) + "](#" + name + ")"));
    lines.add("");
    lines.addAll(GoalTable.of(results));
    lines.addAll(Comparison.of(results));
    for (List<Result> of : scenarios.values()) {
      scenario(of, folder);
    }
    Files.writeString(file, HEAD + String.join("\n", lines).strip() + "\n");
  }

  private void scenario(List<Result> servers, Path folder) throws IOException {
    Result first = servers.get(0);
    lines.add("## " + title(first.scenario()));
    lines.add("");
    lines.add(first.about());
    lines.add("");
    for (Result result : servers) {
      lines.add("### " + title(first.scenario()) + ", on " + shortServer(result.server()));
      lines.add("");
      for (Plot plot : result.plots()) {
        String name = plot.file() + "-" + slug(result.server()) + ".svg";
        Files.writeString(folder.resolve(name), Drawing.draw(plot));
        lines.add("![" + plot.title() + "](" + folder.getFileName() + "/" + name + ")");
        lines.add("");
      }
      figures(result);
      surroundings(result);
    }
  }

  private void figures(Result result) {
    boolean folded = result.figures().size() > SHORT;
    if (folded) {
      lines.add("<details><summary>All " + result.figures().size() + " figures</summary>");
      lines.add("");
    }
    lines.add("| | | | median | lowest to highest | rounds |");
    lines.add("|---|---|---|---|---|---|");
    result.figures().forEach(figure -> lines.add(row(figure)));
    lines.add("");
    if (folded) {
      lines.add("</details>");
      lines.add("");
    }
  }

  private static String row(Figure figure) {
    String spread =
        figure.rounds() == 1
            ? ""
            : Quantity.text(figure.low(), figure.unit())
                + " to "
                + Quantity.text(figure.high(), figure.unit());
    return "| %s | %s | %s | %s | %s | %,d |"
        .formatted(
            figure.subject(),
            setting(figure.setting()),
            figure.metric(),
            Quantity.text(figure.value(), figure.unit()),
            spread,
            figure.rounds());
  }

  private void surroundings(Result result) {
    List<String> all = new ArrayList<>(List.of("server: " + result.server()));
    result
        .surroundings()
        .forEach(
            (name, value) ->
                all.add(name + ": " + (name.equals("command") ? "`" + value + "`" : value)));
    lines.add("<sub>" + String.join("; ", all) + "</sub>");
    lines.add("");
  }

  /** Returns a setting for people: a number alone is that of the elections. */
  static String setting(String setting) {
    return setting.matches("\\d+")
        ? "N = " + Quantity.text(Double.parseDouble(setting), "")
        : setting;
  }

  /** Returns what a server is, without how it came here. */
  static String shortServer(String server) {
    return server.replaceFirst(",.*| in memory.*", "");
  }

  /** Returns a server's kind, for names of files. */
  static String slug(String server) {
    return shortServer(server)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z]+", "-")
        .replaceFirst("-$", "");
  }

  private static String title(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
