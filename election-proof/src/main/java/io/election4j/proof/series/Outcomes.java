package io.election4j.proof.series;

import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** What came of the tests of one run; a group that cannot be set up counts as a failed test. */
final class Outcomes implements TestExecutionListener {

  private final List<String> failures = new ArrayList<>();
  private int passed;
  private int skipped;

  int passed() {
    return passed;
  }

  int skipped() {
    return skipped;
  }

  List<String> failures() {
    return failures;
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    skipped++;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    switch (result.getStatus()) {
      case SUCCESSFUL -> passed += test.isTest() ? 1 : 0;
      case ABORTED -> skipped++;
      case FAILED ->
          failures.add(
              test.getDisplayName()
                  + "\n"
                  + result.getThrowable().map(Throwable::toString).orElse("for no known reason"));
    }
  }
}
