package io.election4j.proof.mutants;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
public final class MutantRun implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

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

  @Option(names = "--json", description = "Print one line of JSON and nothing else.")
  private boolean json;

  private MutantRun() {}

  /** Runs the command and exits with its exit code. */
  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new MutantRun());
    line.setParameterExceptionHandler(MutantRun::wrong);
    System.exit(line.execute(arguments));
  }

  private static int wrong(ParameterException wrong, String[] arguments) {
    wrong.getCommandLine().getErr().println(wrong.getMessage());
    return wrong.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
  }

  @Override
  public Integer call() throws Exception {
    positive("--seeds", seeds);
    positive("--threads", threads);
    List<Finding> findings = found(chosen());
    if (json) {
      out().println(json(findings));
    } else {
      long found = findings.stream().filter(Finding::found).count();
      out().printf("%d of %d mutants found%n", found, findings.size());
    }
    return findings.stream().allMatch(Finding::found) ? 0 : 1;
  }

  private List<Mutant> chosen() {
    try {
      return Mutants.named(names);
    } catch (IllegalArgumentException unknown) {
      throw new ParameterException(spec.commandLine(), unknown.getMessage());
    }
  }

  private void positive(String option, long value) {
    if (value < 1) {
      throw new ParameterException(spec.commandLine(), option + " " + value + " is less than 1");
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
    if (!json) {
      String seconds = String.format(Locale.ROOT, "%.1f s", finding.nanos() / 1e9);
      String result = finding.found() ? finding.invariant() : "NOT FOUND";
      out()
          .printf(
              "%-24s %-9s %6d seeds %8s  %s%n",
              finding.mutant(), result, finding.seeds(), seconds, shortened(finding.how()));
      out().flush();
    }
  }

  private static String shortened(String text) {
    String brief = text.replaceAll("LeaseId\\[value=([0-9a-f]{8})[^]]*]", "$1");
    return brief.length() > 100 ? brief.substring(0, 97) + "..." : brief;
  }

  private static String json(List<Finding> findings) {
    return findings.stream()
        .map(Finding::json)
        .collect(Collectors.joining(",", "{\"mutants\":[", "]}"));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
