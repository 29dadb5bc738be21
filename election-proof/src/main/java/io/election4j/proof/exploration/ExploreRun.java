package io.election4j.proof.exploration;

import io.election4j.demo.commands.JsonLine;
import io.election4j.demo.commands.StandaloneCommand;
import io.election4j.proof.mutants.Counterexample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Explores small worlds, of the protocol as it is or of its mutants, and prints what was found. */
@Command(
    name = "explore",
    mixinStandardHelpOptions = true,
    description = "Explores every way in which small worlds can go.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no invariant was violated; with --mutants: every mutant was found",
      "1:an invariant was violated; with --mutants: a mutant was not found",
      "2:an option is wrong; nothing was done"
    })
public final class ExploreRun extends StandaloneCommand {

  @Option(
      names = "--world",
      paramLabel = "NAME",
      split = ",",
      description = "Which worlds: start, late, leave, crash, pause, cut, all; default: each.")
  private List<String> worlds = new ArrayList<>();

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "How many choices on a path at the most (default: each world's own).")
  private int depth;

  @Option(
      names = "--states",
      paramLabel = "N",
      description = "Where to stop in each world (default: 20,000,000; with --mutants 60,000).")
  private int states;

  @Option(
      names = "--faults",
      paramLabel = "N",
      description = "How often something may go wrong on one path (default: each world's own).")
  private int faults = -1;

  @Option(
      names = "--mutants",
      arity = "0..*",
      paramLabel = "NAME",
      description = "Explore mutants of the protocol, all if none is named, until each is found.")
  private List<String> mutants = new ArrayList<>();

  private ExploreRun() {}

  /** Runs the command and exits with its exit code. */
  public static void main(String[] arguments) {
    System.exit(line(new ExploreRun()).execute(arguments));
  }

  @Override
  public Integer call() {
    between("--depth", depth, 0, Integer.MAX_VALUE);
    between("--states", states, 0, Integer.MAX_VALUE);
    List<Scope> scopes = scopes();
    return given("--mutants") ? mutants(scopes) : explore(scopes);
  }

  private List<Scope> scopes() {
    try {
      List<Scope> chosen =
          worlds.isEmpty() ? Scope.ALL : worlds.stream().map(Scope::named).toList();
      return chosen.stream()
          .map(scope -> depth > 0 ? scope.upTo(depth) : scope)
          .map(scope -> faults >= 0 ? scope.allowing(faults) : scope)
          .toList();
    } catch (IllegalArgumentException unknown) {
      throw wrong(String.valueOf(unknown.getMessage()));
    }
  }

  // == The protocol as it is ==

  private int explore(List<Scope> scopes) {
    List<Explored> all = new ArrayList<>();
    for (Scope scope : scopes) {
      Explored explored =
          new Explorer(scope, states > 0 ? states : 20_000_000, Explorer.HEAL_EVERY).explore();
      all.add(explored);
      show(explored);
    }
    json("worlds", all.stream().map(ExploreRun::json).toList());
    return all.stream().anyMatch(Explored::violated) ? 1 : 0;
  }

  private void show(Explored explored) {
    print(
        "%-6s %9d states %10d transitions  depth %3d%s  healed %8d  %7.1f s  violations %d%n",
        explored.world(),
        explored.states(),
        explored.transitions(),
        explored.depth(),
        explored.complete() ? " (all)" : "",
        explored.healed(),
        explored.nanos() / 1e9,
        explored.violated() ? 1 : 0);
    if (explored.violated()) {
      print("%s", story(explored.path(), explored.violation()));
    }
  }

  private static Map<String, Object> json(Explored explored) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("world", explored.world());
    all.put("states", explored.states());
    all.put("transitions", explored.transitions());
    all.put("depth", explored.depth());
    all.put("seconds", Math.round(explored.nanos() / 1e8) / 10.0);
    all.put("violations", explored.violated() ? 1 : 0);
    return all;
  }

  // == Mutants ==

  private int mutants(List<Scope> scopes) {
    List<String> names = scopes.stream().map(Scope::name).toList();
    List<String> chosen = mutants.isEmpty() ? Counterexample.mutants() : mutants;
    List<Counterexample> all = new ArrayList<>();
    for (String mutant : chosen) {
      Counterexample example = example(mutant, names);
      all.add(example);
      show(example);
    }
    json("mutants", all.stream().map(ExploreRun::json).toList());
    return all.stream().allMatch(Counterexample::found) ? 0 : 1;
  }

  private Counterexample example(String mutant, List<String> names) {
    try {
      return Counterexample.of(mutant, names, depth, states > 0 ? states : 60_000);
    } catch (IllegalArgumentException unknown) {
      throw wrong(String.valueOf(unknown.getMessage()));
    }
  }

  private void show(Counterexample example) {
    double seconds = example.nanos() / 1e9;
    if (example.found()) {
      print(
          "%s: %s after %d choices in world %s (%.1f s)%n%s",
          example.mutant(),
          example.invariant(),
          example.path().size(),
          example.world(),
          seconds,
          story(example.path(), example.violation()));
    } else {
      print("%s: NOT FOUND (%.1f s)%n", example.mutant(), seconds);
    }
  }

  private static Map<String, Object> json(Counterexample example) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", example.mutant());
    all.put("found", example.found());
    all.put("world", example.world());
    all.put("length", example.path().size());
    all.put("invariant", example.invariant());
    return all;
  }

  // == Output ==

  private static String story(List<String> path, String violation) {
    return IntStream.range(0, path.size())
        .mapToObj(i -> String.format(Locale.ROOT, "%6d. %s%n", i + 1, path.get(i)))
        .collect(Collectors.joining("", "", String.format("        %s%n", violation)));
  }

  private void json(String name, List<Map<String, Object>> all) {
    if (json()) {
      out().println(JsonLine.of(Map.of(name, all)));
    }
  }
}
