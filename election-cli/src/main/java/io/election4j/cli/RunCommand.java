package io.election4j.cli;

import io.election4j.Candidate;
import io.election4j.Elections;
import io.election4j.Timing;
import io.election4j.cli.base.CommandFailure;
import io.election4j.cli.base.DurationConverter;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.Session;
import io.election4j.cli.base.StoreAddress;
import io.election4j.cli.base.Stores;
import io.election4j.cli.base.Termination;
import io.election4j.spi.LeaseStore;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a command while leading. */
@Command(
    name = "run",
    customSynopsis =
        "election run --store URL --election NAME [--lease TIME] [--candidate NAME] [--priority N]"
            + " [--yield] [--visible] [--cool-down TIME] [--once] -- COMMAND...",
    description = {
      "Stand for election, and run a command only while leading.",
      "The command finds ELECTION_NAME, ELECTION_TERM and ELECTION_CANDIDATE in its environment,"
          + " reads nothing (its input is /dev/null) and writes where this process writes.",
      "If leadership is lost, the command and everything it started gets SIGTERM, then SIGKILL"
          + " before anybody else can lead; then the campaign goes on. So it does if this process"
          + " is killed or stopped: a guardian process sees to that.",
      "When the command ends by itself, the leadership is given up, so that another may run it, and after"
          + " the cool-down the campaign goes on; with --once, this process ends with it.",
      "If somebody asks it to step down ('election resign', 'transfer' or 'drain'), the command gets"
          + " SIGTERM, then SIGKILL as on SIGTERM to this process; then the leadership is handed over."
          + " After 'drain' this process stands no more.",
      "On SIGTERM, SIGINT and SIGHUP the command gets SIGTERM, after 0.8 x lease - grace (10s of"
          + " 15s) SIGKILL; then the leadership is handed over."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "128+n if signal n ended this process, whatever the command did.",
      "126 or 127 if the command cannot be started or is not found, 2 or 3 as everywhere, before"
          + " the first campaign. A store that stops answering later is waited for.",
      "With --once, else, the command's own exit code, 128+n if signal n ended it."
    })
final class RunCommand extends StoreCommand {

  @Option(names = "--election", paramLabel = "NAME", required = true, description = "Which one.")
  private String election = "";

  @Option(
      names = "--lease",
      paramLabel = "TIME",
      defaultValue = "15s",
      description = {
        "How long a silent leader is waited for, 500ms to 1h; 15s unless given.",
        "It stops itself after 0.8 x that."
      })
  private Duration lease = Duration.ofSeconds(15);

  @Option(
      names = "--candidate",
      paramLabel = "NAME",
      description = "Who stands; host, process and random digits unless given.")
  private @Nullable String candidate;

  @Option(
      names = "--priority",
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "Of several candidates that wait the one with the highest priority goes first; 0 unless"
            + " given.",
        "Any other implies --visible."
      })
  private int priority;

  @Option(
      names = "--yield",
      description = "Hand over to a candidate of a higher priority; implies --visible.")
  private boolean yields;

  @Option(
      names = "--visible",
      description = "Keep a lease even while leading nothing, so that 'election status' shows it.")
  private boolean visible;

  @Option(
      names = "--cool-down",
      paramLabel = "TIME",
      defaultValue = "1s",
      description = {
        "How long not to stand after the command has ended by itself; 1s unless given, at most 24h."
      })
  private Duration coolDown = Duration.ofSeconds(1);

  @Option(
      names = "--once",
      description = {
        "Hand over and exit when the command has ended by itself.",
        "If leadership is lost before that, it is run again, here or elsewhere."
      })
  private boolean once;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "1..*",
      description = "The command and its arguments.")
  private List<String> command = List.of();

  RunCommand(Stores stores, Environment environment, PrintStream out) {
    super(stores, environment, out);
  }

  @Override
  public Integer call() throws InterruptedException {
    StoreAddress address = address();
    Timing.ofLease(lease);
    requireCoolDown();
    requireElections(List.of(election));
    Candidate named = candidate == null ? Candidate.unique() : Candidate.named(candidate);
    Executables executables = new Executables(environment);
    executables.requireSetsid();
    executables.require(command.get(0));
    // A store that does not answer now is told and left; one that does not later is waited for.
    LeaseStore opened = Session.prepared(stores, address).store();
    return campaign(
        Elections.builder(opened)
            .candidate(named.withPriority(priority))
            .yieldToPriority(yields)
            .visible(visible)
            .lease(lease)
            .build());
  }

  private void requireCoolDown() {
    if (coolDown.compareTo(Duration.ofDays(1)) > 0) {
      throw CommandFailure.usage(
          "--cool-down " + DurationConverter.text(coolDown) + " is longer than 24h");
    }
  }

  private int campaign(Elections elections) throws InterruptedException {
    try (elections;
        Termination handOver = Termination.then(elections::close)) {
      try {
        Optional<Duration> after = once ? Optional.empty() : Optional.of(coolDown);
        int exitCode = new Campaign(elections, command, this::report).run(election, after);
        elections.close();
        return exitCode;
      } catch (RuntimeException failure) {
        handOver.awaitIfBegun();
        throw failure;
      }
    }
  }
}
