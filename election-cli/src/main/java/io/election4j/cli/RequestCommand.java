package io.election4j.cli;

import io.election4j.Request;
import io.election4j.cli.base.CommandFailure;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.Operator;
import io.election4j.cli.base.Session;
import io.election4j.cli.base.Stores;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command that asks something of leaders. */
@Command(
    footerHeading = "%n",
    footer = {RequestCommand.JSON, "", RequestCommand.EXIT_CODES})
abstract class RequestCommand extends StoreCommand {

  /** What {@code --json} prints, as the help of those commands says. */
  static final String JSON =
      "JSON: one object a line: election, outcome (done, asked, not-led, unknown, not-taken,"
          + " not-obeyed), from and to {name, term}: who led and who leads now, null if nobody. More"
          + " keys may come.";

  static final String EXIT_CODES =
      "Exit codes, the highest of all: 0 done, or asked with --no-wait; 4 the store does not know"
          + " the election; 5 nobody leads, so nobody was asked; 6 not done in time (it still may"
          + " be), or somebody else than the successor leads.";

  @Option(
      names = "--by",
      paramLabel = "WHO",
      description = "Who asks, as others are told; USER@HOST unless given.")
  private @Nullable String by;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "How long to wait until that is done; 30s unless given.")
  private Duration timeout = Duration.ofSeconds(30);

  @Option(names = "--no-wait", description = "Only ask.")
  private boolean noWait;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  RequestCommand(Stores stores, Environment environment, PrintStream out) {
    super(stores, environment, out);
  }

  /**
   * Returns what is asked.
   *
   * @param by who asks
   * @throws IllegalArgumentException if a name is none
   */
  abstract Request request(String by);

  /** Asks it, and returns what came of it. */
  abstract List<RequestResult> submit(Session session, LeaderRequest request)
      throws InterruptedException;

  @Override
  public final Integer call() throws InterruptedException {
    Request request = request();
    Optional<Duration> patience = noWait ? Optional.empty() : Optional.of(timeout);
    try (Session session = reading()) {
      return tell(submit(session, new LeaderRequest(session, request, patience)));
    }
  }

  private Request request() {
    try {
      return request(by != null ? by : Operator.name());
    } catch (IllegalArgumentException wrong) {
      throw CommandFailure.usage(
          String.valueOf(wrong.getMessage())
              .replaceFirst("^request by", "--by")
              .replaceFirst("^request successor", "--to"));
    }
  }

  /** Prints what came of it, and returns the exit code. */
  private int tell(List<RequestResult> answers) {
    answers.stream()
        .map(answer -> json ? JsonLines.line(answer) : answer.line())
        .forEach(out::println);
    out.flush();
    return answers.stream().mapToInt(answer -> answer.exitCode().code()).max().orElse(0);
  }
}
