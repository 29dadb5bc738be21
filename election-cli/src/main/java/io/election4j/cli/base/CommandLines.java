package io.election4j.cli.base;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine;

/** Sets up command lines so that all of them look and fail alike. */
public final class CommandLines {

  private CommandLines() {}

  /** Returns what this process writes to, in UTF-8 whatever the locale is. */
  public static PrintStream standardOutput() {
    return new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
  }

  /** Returns a command with others below it, whose failures are reported in one line each. */
  public static CommandLine of(Object command, PrintStream out, Object... below) {
    CommandLine line = new CommandLine(command);
    for (Object each : below) {
      line.addSubcommand(each);
    }
    line.setOut(new PrintWriter(out, true));
    line.setUsageHelpWidth(100);
    line.registerConverter(Duration.class, new DurationConverter());
    line.setParameterExceptionHandler(Failures::wrongParameter);
    line.setExecutionExceptionHandler(Failures::failed);
    return line;
  }
}
