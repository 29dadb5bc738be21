package io.election4j.proof.simulation;

import io.election4j.demo.commands.StandaloneCommand;
import io.election4j.proof.mutants.MutantRun;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs seeds of the simulation and says what happened: {@code scripts/simulate}. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Runs elections among simulated processes, with faults, and checks every step.",
      "Each seed is one run of ten minutes of trouble, and of peace until all must have healed.",
      "Odd seeds are small worlds of 3 processes and 1 election; even ones draw 2 to 4 and 1 to 3.",
      "With --mutants (see simulate --mutants --help), breaks the protocol and says who notices."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no invariant was violated",
      "1:an invariant was violated; the transcript of the first failing seed was printed",
      "2:an option is wrong; nothing was done"
    })
public final class Simulate extends StandaloneCommand {

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many runs (default ${DEFAULT-VALUE}).")
  private long seeds = 1_000;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "The first seed (default: another one every time, which is printed).")
  private @Nullable Long seed;

  @Option(
      names = "--faults",
      paramLabel = "A,B",
      description = "Only these kinds of faults, all of them in every run (default: some of each).")
  private @Nullable String faults;

  @Option(
      names = "--clock-ratio",
      paramLabel = "R",
      description = "How far clocks run apart; two processes are always that far (default: 1.25).")
  private @Nullable Double clockRatio;

  @Option(names = "--processes", paramLabel = "P", description = "How many in every run, 1 to 9.")
  private @Nullable Integer processes;

  @Option(names = "--elections", paramLabel = "E", description = "How many in every run, 1 to 9.")
  private @Nullable Integer elections;

  @Option(
      names = "--threads",
      paramLabel = "K",
      description = "How many runs at a time (default: one per processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = {"-v", "--verbose"},
      description = "Also print which faults met which operations, and in which phase.")
  private boolean verbose;

  private Simulate() {}

  /** Runs the command and exits with its exit code. */
  public static void main(String[] arguments) {
    if (Arrays.asList(arguments).contains("--mutants")) {
      MutantRun.main(arguments);
      return;
    }
    System.exit(commandLine().execute(arguments));
  }

  /** Returns the command line, which can be executed once. */
  static CommandLine commandLine() {
    return line(new Simulate());
  }

  @Override
  public Integer call() throws InterruptedException {
    between("--seeds", seeds, 1, Long.MAX_VALUE);
    between("--threads", threads, 1, 1_000);
    Options wanted = options();
    long first = seed != null ? seed : new SplittableRandom().nextLong(1, 1L << 40);
    ManySeeds all = new ManySeeds(each -> ofSeed(each, wanted));
    long begin = System.nanoTime();
    Figures figures = all.run(first, seeds, threads);
    SimulationReport report =
        new SimulationReport(
            first,
            seeds,
            threads,
            System.nanoTime() - begin,
            all.cpuNanos(),
            figures,
            all.violations());
    out().println(json() ? report.json() : report.text(verbose));
    failing(all.violations(), wanted);
    out().flush();
    return all.violations().isEmpty() ? 0 : 1;
  }

  /** Half of the worlds are small unless somebody says how large they are. */
  private Options ofSeed(long one, Options wanted) {
    boolean small = (one & 1) == 1 && processes == null && elections == null;
    return small ? wanted.withProcesses(3).withElections(1) : wanted;
  }

  private Options options() {
    Options options = Options.DRAWN;
    if (faults != null) {
      options = options.withFaults(named(faults)).withEvery(true);
    }
    if (clockRatio != null) {
      if (!(clockRatio >= 1 && clockRatio <= 10)) {
        throw wrong("--clock-ratio " + clockRatio + " is not between 1 and 10");
      }
      options = options.withClockRatio(clockRatio).withCorners(true);
    }
    if (processes != null) {
      options = options.withProcesses((int) between("--processes", processes, 1, 9));
    }
    if (elections != null) {
      options = options.withElections((int) between("--elections", elections, 1, 9));
    }
    return options;
  }

  private Set<Fault> named(String names) {
    try {
      return Fault.named(names);
    } catch (IllegalArgumentException unknown) {
      throw wrong("--" + unknown.getMessage());
    }
  }

  private void failing(Map<Long, String> violations, Options wanted) {
    violations.keySet().stream()
        .findFirst()
        .ifPresent(
            first -> {
              PrintWriter to = progress();
              to.println(Shortest.of(first, ofSeed(first, wanted)));
              to.println("Again: scripts/simulate --seeds 1 --seed " + first + same());
              to.flush();
            });
  }

  private String same() {
    return (faults == null ? "" : " --faults " + faults)
        + (clockRatio == null ? "" : " --clock-ratio " + clockRatio)
        + (processes == null ? "" : " --processes " + processes)
        + (elections == null ? "" : " --elections " + elections);
  }
}
