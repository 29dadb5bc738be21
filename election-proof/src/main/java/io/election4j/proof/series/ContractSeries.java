package io.election4j.proof.series;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.election4j.testkit.LeaseStoreContract;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command of {@code scripts/contract}, which knows the stores' tests. */
@Command(
    name = "contract",
    description = "Runs the rules for stores many times in a row, each run with calls of its own.")
final class ContractSeries implements Callable<Integer> {

  @Option(names = "--test", hidden = true, required = true)
  private String test = "";

  @Option(
      names = "--store",
      required = true,
      paramLabel = "NAME",
      description = "mysql, mariadb, postgresql, mysql-jdbc, mariadb-jdbc or mongo")
  private String store = "";

  @Option(
      names = "--times",
      defaultValue = "100",
      description = "How often. Default: ${DEFAULT-VALUE}")
  private int times;

  @Option(
      names = "--load",
      defaultValue = "0",
      description = "How many busy loops beside it. Default: ${DEFAULT-VALUE}")
  private int load;

  @Option(
      names = "--rules",
      defaultValue = "L21",
      description =
          "Only the tests whose names begin so; all of them: L. Default: ${DEFAULT-VALUE}")
  private String rules = "";

  @Option(names = "--seed", description = "Of the first run's calls. Default: a fresh one")
  private long seed = new Random().nextInt(1_000_000_000);

  @Option(names = "--help", usageHelp = true, description = "Shows this.")
  private boolean help;

  private int passed;
  private int failed;
  private int skipped;

  private ContractSeries() {}

  /** Ends with 0 if nothing failed, 1 if something did or nothing was run, 2 for a wrong option. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ContractSeries()).execute(arguments));
  }

  @Override
  public Integer call() throws ClassNotFoundException {
    Class<?> contract = Class.forName(test);
    BusyLoops.start(load);
    long start = System.nanoTime();
    for (int run = 0; run < times; run++) {
      run(contract, run);
    }
    System.out.printf(
        "%s on %s, %d times beside %d busy loops, seeds %d to %d, %d s: %d passed, %d failed, %d skipped%n",
        rules, store, times, load, seed, seed + times - 1, seconds(start), passed, failed, skipped);
    return failed == 0 && passed > 0 ? 0 : 1;
  }

  private void run(Class<?> contract, int run) {
    System.setProperty(LeaseStoreContract.SEED, Long.toString(seed + run));
    SummaryGeneratingListener outcomes = new SummaryGeneratingListener();
    Launcher launcher = LauncherFactory.create();
    long start = System.nanoTime();
    launcher.execute(request(contract), outcomes);
    TestExecutionSummary summary = outcomes.getSummary();
    List<TestExecutionSummary.Failure> failures = summary.getFailures();
    passed += (int) summary.getTestsSucceededCount();
    failed += failures.size();
    skipped += (int) (summary.getTestsSkippedCount() + summary.getTestsAbortedCount());
    System.out.printf(
        "run %d of %d, seed %d, %d s: %d passed, %d failed%n",
        run + 1,
        times,
        seed + run,
        seconds(start),
        summary.getTestsSucceededCount(),
        failures.size());
    // A group that cannot be set up counts as a failed test.
    failures.forEach(
        one ->
            System.out.println(
                one.getTestIdentifier().getDisplayName() + "\n" + one.getException()));
  }

  private LauncherDiscoveryRequest request(Class<?> contract) {
    PostDiscoveryFilter wanted =
        found -> FilterResult.includedIf(!found.isTest() || named(found).startsWith(rules));
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(selectClass(contract))
        .filters(wanted)
        .build();
  }

  private static String named(TestDescriptor test) {
    return test.getDisplayName();
  }

  private static long seconds(long startNanos) {
    return Math.round((System.nanoTime() - startNanos) / 1e9);
  }
}
