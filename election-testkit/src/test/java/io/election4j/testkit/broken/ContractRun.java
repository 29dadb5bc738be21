package io.election4j.testkit.broken;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.election4j.spi.LeaseStore;
import io.election4j.testkit.Capabilities;
import io.election4j.testkit.LeaseStoreContract;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs the contract, or some of its rules, inside a test, on any store, and tells which failed. */
final class ContractRun {

  private final EngineExecutionResults results;

  private ContractRun(EngineExecutionResults results) {
    this.results = results;
  }

  /** Runs all rules in this world; not by two threads at once. */
  static ContractRun in(World world) {
    return in(world, rule -> true);
  }

  /** Runs the rules of these numbers; not by two threads at once. */
  static ContractRun in(World world, Predicate<String> rules) {
    Subject.world = world;
    Subject.rules = rules;
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    try {
      return new ContractRun(
          EngineTestKit.engine("junit-jupiter").selectors(selectClass(Subject.class)).execute());
    } finally {
      System.setOut(out);
      Subject.world = null;
      Subject.rules = rule -> true;
    }
  }

  /** Returns the numbers of the rules that failed: {@code L5}. */
  TreeSet<String> failedRules() {
    return rules(results.testEvents().failed());
  }

  /** Returns the names of the tests that failed. */
  List<String> failedTests() {
    return results.testEvents().failed().stream()
        .map(event -> event.getTestDescriptor().getDisplayName())
        .toList();
  }

  /** Returns what the tests that failed say. */
  List<String> failures() {
    return results.testEvents().failed().stream()
        .flatMap(event -> event.getPayload(TestExecutionResult.class).stream())
        .flatMap(result -> result.getThrowable().stream())
        .map(Throwable::getMessage)
        .toList();
  }

  /** Returns the numbers of the rules that were skipped. */
  TreeSet<String> skippedRules() {
    return rules(results.testEvents().aborted());
  }

  /** Returns the numbers of all rules with a test. */
  TreeSet<String> rules() {
    return rules(results.testEvents().started());
  }

  /** Returns why tests were skipped. */
  List<String> skipReasons() {
    return results.testEvents().aborted().stream()
        .flatMap(event -> event.getPayload(TestExecutionResult.class).stream())
        .flatMap(result -> result.getThrowable().stream())
        .map(Throwable::getMessage)
        .toList();
  }

  private static TreeSet<String> rules(Events events) {
    return events.stream().map(ContractRun::rule).collect(toCollection(TreeSet::new));
  }

  private static String rule(Event event) {
    return rule(event.getTestDescriptor().getDisplayName());
  }

  private static String rule(String displayName) {
    return displayName.replaceAll(":.*", "");
  }

  /** Leaves out the tests of rules that are not asked for. */
  static final class OnlyRulesAskedFor implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      boolean out =
          context.getTestMethod().isPresent()
              && !Subject.rules.test(rule(context.getDisplayName()));
      return out
          ? ConditionEvaluationResult.disabled("of another rule")
          : ConditionEvaluationResult.enabled("asked for");
    }
  }

  /** Not a test of this project: run by anything else, it is skipped. */
  @ExtendWith(OnlyRulesAskedFor.class)
  static final class Subject extends LeaseStoreContract {

    private static @Nullable World world;
    private static Predicate<String> rules = rule -> true;

    @Override
    protected LeaseStore createStore() {
      return world == null ? abort("for ContractRun only") : world.store();
    }

    @Override
    protected void declare(Capabilities can) {
      if (world != null) {
        world.declare(can);
      }
    }

    @Override
    protected Duration patience() {
      return Duration.ofMillis(500); // a store in memory answers at once or never
    }
  }
}
