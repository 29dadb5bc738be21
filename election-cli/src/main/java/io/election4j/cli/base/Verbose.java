package io.election4j.cli.base;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option of all commands to show more. */
public final class Verbose {

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Show stack traces and more of the log.")
  private void verbose(boolean on) {
    if (on) {
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
      System.setProperty("org.slf4j.simpleLogger.log.io.election4j", "debug");
      System.setProperty(Failures.VERBOSE, "true");
    }
  }
}
