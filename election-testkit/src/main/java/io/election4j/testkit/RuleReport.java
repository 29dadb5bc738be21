package io.election4j.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.opentest4j.TestAbortedException;

/**
 * Tells a group of rules of which contract it is, and puts the rule that is broken in front of what
 * a failed test says.
 */
final class RuleReport implements TestInstancePostProcessor, TestExecutionExceptionHandler {

  @Override
  public void postProcessTestInstance(Object rules, ExtensionContext context) {
    Object contract = context.getParent().flatMap(ExtensionContext::getTestInstance).orElseThrow();
    ((Rules) rules).of((LeaseStoreContract) contract);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    if (failure instanceof TestAbortedException) {
      throw failure;
    }
    Rule rule = Rule.ofTest(context.getRequiredTestMethod().getName());
    AssertionError report = new AssertionError(message(rule, failure), failure);
    report.setStackTrace(failure.getStackTrace());
    throw report;
  }

  private static String message(Rule rule, Throwable failure) {
    String found = failure instanceof AssertionError ? failure.getMessage() : failure.toString();
    return "rule " + rule + " is broken: " + rule.text() + "\n" + found;
  }
}
