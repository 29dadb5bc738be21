package io.election4j.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tables of the libraries side by side, where one run measured the same of us and of others. */
final class Comparison {

  private static final String OURS = "election4j";

  /** What is nearer to nothing is noise, and no base of a ratio. */
  private static final double NOISE = 0.01;

  private final Result result;
  private final List<String> libraries;

  private Comparison(Result result) {
    this.result = result;
    List<Figure> shared = result.figures().stream().filter(this::shared).toList();
    Set<String> names = new LinkedHashSet<>(List.of(OURS));
    shared.forEach(figure -> names.add(figure.subject()));
    libraries = List.copyOf(names);
  }

  /** Returns their lines. */
  static List<String> of(List<Result> results) {
    List<String> lines = new ArrayList<>(List.of("## Beside the others", ""));
    lines.add(
        "The same, measured of several libraries in one run. In parentheses: theirs to ours. Where"
            + " numbers of elections differ, it is the one that most of them were measured with.");
    lines.add("");
    for (Result result : results) {
      Comparison comparison = new Comparison(result);
      if (comparison.libraries.size() > 1) {
        lines.addAll(comparison.table());
      }
    }
    return lines;
  }

  private boolean shared(Figure theirs) {
    return !theirs.subject().equals(OURS) && ours(theirs).isPresent();
  }

  private Optional<Figure> ours(Figure theirs) {
    return find(OURS, theirs.setting(), theirs.metric());
  }

  private Optional<Figure> find(String subject, String setting, String metric) {
    return result.figures().stream()
        .filter(f -> f.subject().equals(subject))
        .filter(f -> f.setting().equals(setting) && f.metric().equals(metric))
        .findFirst();
  }

  private List<String> table() {
    List<String> lines = new ArrayList<>();
    String server = BenchReport.shortServer(result.server());
    lines.add(
        "| " + result.scenario() + ", on " + server + " | " + String.join(" | ", libraries) + " |");
    lines.add("|---|" + "---|".repeat(libraries.size()));
    result.figures().stream()
        .filter(this::shared)
        .map(Figure::metric)
        .distinct()
        .forEach(metric -> lines.add(row(metric)));
    lines.add("");
    return lines;
  }

  private String row(String metric) {
    String setting = setting(metric);
    Figure ours = find(OURS, setting, metric).orElseThrow();
    StringBuilder row = new StringBuilder("| " + metric);
    row.append(setting.isEmpty() ? "" : ", " + BenchReport.setting(setting)).append(" | ");
    row.append(Quantity.text(ours.value(), ours.unit())).append(" |");
    for (String library : libraries.subList(1, libraries.size())) {
      row.append(' ')
          .append(find(library, setting, metric).map(f -> cell(f, ours)).orElse(""))
          .append(" |");
    }
    return row.toString();
  }

  private static String cell(Figure theirs, Figure ours) {
    String value = Quantity.text(theirs.value(), theirs.unit());
    return ours.value() < NOISE || theirs.value() < 0
        ? value
        : value + " (" + Quantity.text(theirs.value() / ours.value(), "") + " x)";
  }

  /** Returns the setting that most libraries were measured in, the last of those. */
  private String setting(String metric) {
    List<String> settings =
        result.figures().stream()
            .filter(f -> f.metric().equals(metric) && shared(f))
            .map(Figure::setting)
            .toList();
    List<String> rising = new ArrayList<>(new LinkedHashSet<>(settings));
    return rising.stream()
        .max(
            Comparator.<String>comparingLong(s -> settings.stream().filter(s::equals).count())
                .thenComparingInt(rising::indexOf))
        .orElseThrow();
  }
}
