package io.election4j.cli.base;

import io.election4j.spi.StoreException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line and an exit code; {@code -v} adds the stack trace. */
public final class Failures {

  /** The system property that {@code -v} sets. */
  public static final String VERBOSE = "io.election4j.cli.verbose";

  private Failures() {}

  /** Reports an exception that parsing the arguments threw. */
  public static int wrongParameter(ParameterException wrong, String[] arguments) {
    CommandLine line = wrong.getCommandLine();
    if (wrong.getCause() instanceof CommandFailure failure) {
      return report(line, failure.exitCode(), failure);
    }
    String message =
        wrong instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched.getUnmatched())
            : text(wrong);
    String help = " (see " + line.getCommandSpec().qualifiedName() + " --help)";
    return report(line, ExitCode.USAGE, message + help, wrong);
  }

  /** Reports an exception that a command threw. */
  public static int failed(Exception failure, CommandLine line, ParseResult parsed) {
    if (failure instanceof CommandFailure known) {
      return report(line, known.exitCode(), failure);
    }
    if (failure instanceof StoreException) {
      return report(line, ExitCode.STORE, failure);
    }
    if (failure instanceof IllegalArgumentException) {
      return report(line, ExitCode.USAGE, failure);
    }
    return report(
        line, ExitCode.UNEXPECTED, "unexpected: " + failure + " (-v shows more)", failure);
  }

  private static int report(CommandLine line, ExitCode code, Exception failure) {
    return report(line, code, text(failure), failure);
  }

  private static int report(CommandLine line, ExitCode code, String message, Exception failure) {
    line.getErr().println("election: " + message.replaceAll("\\s*\\R\\s*", " "));
    if (Boolean.getBoolean(VERBOSE)) {
      failure.printStackTrace(line.getErr());
    }
    line.getErr().flush();
    return code.code();
  }

  /** Returns what a failure says, or what it is if that is nothing. */
  public static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.toString() : message;
  }

  /** Names what was not understood; what stands behind an option may be a password. */
  private static String unmatched(List<String> arguments) {
    String first = arguments.get(0);
    if (first.startsWith("--")) {
      return "unknown option " + first.replaceFirst("=.*", "");
    }
    return first.startsWith("-")
        ? "unknown option " + first.substring(0, Math.min(2, first.length()))
        : "unexpected argument '" + first + "'";
  }
}
