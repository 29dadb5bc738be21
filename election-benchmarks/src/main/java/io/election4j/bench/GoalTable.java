package io.election4j.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The table of goals: a row for each and for each server, the worst of all numbers of elections.
 */
final class GoalTable {

  private static final Pattern NUMBER = Pattern.compile(", N = ([\\d,]+)$");

  private GoalTable() {}

  /** Returns its lines. */
  static List<String> of(List<Result> results) {
    Map<String, List<Goal>> groups = new LinkedHashMap<>();
    for (Result result : results) {
      for (Goal goal : result.goals()) {
        String row = base(goal) + " | " + BenchReport.shortServer(result.server());
        groups.computeIfAbsent(row, g -> new ArrayList<>()).add(goal);
      }
    }
    List<String> lines = new ArrayList<>(List.of("## Goals", ""));
    lines.add("| | goal | on | measured | bound | | why |");
    lines.add("|---|---|---|---|---|---|---|");
    groups.entrySet().stream()
        .sorted(Comparator.comparingInt(group -> order(group.getValue().get(0).id())))
        .map(group -> row(group.getKey(), group.getValue()))
        .forEach(lines::add);
    lines.add("");
    return lines;
  }

  private static String base(Goal goal) {
    return goal.id() + " | " + NUMBER.matcher(goal.text()).replaceFirst("");
  }

  private static int order(String id) {
    return id.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(id.substring(1));
  }

  private static String row(String name, List<Goal> goals) {
    List<Goal> measured = goals.stream().filter(g -> !Double.isNaN(g.measured())).toList();
    Goal worst =
        measured.stream()
            .max(Comparator.comparingDouble(GoalTable::badness))
            .orElseGet(() -> goals.get(0));
    String verdict =
        measured.isEmpty() ? "not in this run" : worst.reached() ? "reached" : "**missed**";
    return "| %s | %s%s | %s %s | %s | %s |"
        .formatted(
            name,
            Quantity.text(worst.measured(), worst.unit()),
            numbers(worst, measured),
            worst.atLeast() ? "at least" : "at most",
            Quantity.text(worst.bound(), worst.unit()),
            verdict,
            measured.isEmpty() || worst.reached() ? "" : worst.reason());
  }

  private static double badness(Goal goal) {
    double ratio = goal.bound() == 0 ? goal.measured() : goal.measured() / goal.bound();
    return goal.atLeast() ? -ratio : ratio;
  }

  private static String numbers(Goal worst, List<Goal> measured) {
    if (measured.size() < 2) {
      return number(worst).isEmpty() ? "" : " at N = " + number(worst);
    }
    String all = measured.stream().map(GoalTable::number).collect(Collectors.joining("; "));
    return " at N = " + number(worst) + ", the worst of " + all;
  }

  private static String number(Goal goal) {
    Matcher number = NUMBER.matcher(goal.text());
    return number.find()
        ? Quantity.text(Double.parseDouble(number.group(1).replace(",", "")), "")
        : "";
  }
}
