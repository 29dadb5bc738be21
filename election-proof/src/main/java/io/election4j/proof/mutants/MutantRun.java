package io.election4j.proof.mutants;

import io.election4j.demo.commands.JsonLine;
import io.election4j.demo.commands.StandaloneCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Breaks the protocol in one way after the other, and tells how many seeds the simulation needed to
 * notice.
 */
@Command(
    name = "simulate --mutants",
    mixinStandardHelpOptions = true,
    description = "Breaks single rules of the protocol and lets the simulation find them.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every mutant was found",
      "1:a mutant was not found, or does not fit the sources any more",
      "2:an option or a parameter is wrong; nothing was done"
    })
public final class MutantRun extends StandaloneCommand {

  @Option(names = "--mutants", hidden = true)
  private boolean mutants;

  @Parameters(paramLabel = "NAME", description = "Which mutants; all, if none is named.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many seeds to try at the most (default ${DEFAULT-VALUE}).")
  private long seeds = 10_000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The first seed (default ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many mutants at a time (default: one per processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  private MutantRun() {}

  /** Runs the command and exits with its exit code. */
  public static void main(String[] arguments) {
    System.exit(line(new MutantRun()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    between("--seeds", seeds, 1, Long.MAX_VALUE);
    between("--threads", threads, 1, 1_000);
    List<Finding> findings = found(chosen());
    if (json()) {
      out().println(JsonLine.of(Map.of("mutants", findings.stream().map(Finding::json).toList())));
    }
    long found = findings.stream().filter(Finding::found).count();
    print("%d of %d mutants found%n", found, findings.size());
    return findings.stream().allMatch(Finding::found) ? 0 : 1;
  }

  private List<Mutant> chosen() {
    try {
      return Mutants.named(names);
    } catch (IllegalArgumentException unknown) {
      throw wrong(String.valueOf(unknown.getMessage()));
    }
  }

  private List<Finding> found(List<Mutant> chosen) throws Exception {
    Checkout checkout = Checkout.here();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Finding>> futures = new ArrayList<>();
      for (Mutant mutant : chosen) {
        futures.add(executor.submit(() -> Finding.of(mutant, checkout, seed, seeds)));
      }
      List<Finding> findings = new ArrayList<>();
      for (Future<Finding> future : futures) {
        findings.add(future.get());
        show(findings.get(findings.size() - 1));
      }
      return findings;
    } finally {
      executor.shutdownNow();
    }
  }

  private void show(Finding finding) {
    print(
        "%-24s %-9s %6d seeds %6.1f s  %s%n",
        finding.mutant(),
        Objects.requireNonNullElse(finding.invariant(), "NOT FOUND"),
        finding.seeds(),
        finding.nanos() / 1e9,
        shortened(finding.how()));
  }

  private static String shortened(String text) {
    String brief = text.replaceAll("LeaseId\\[value=([0-9a-f]{8})[^]]*]", "$1");
    return brief.length() > 100 ? brief.substring(0, 97) + "..." : brief;
  }
}
