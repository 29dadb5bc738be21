package io.election4j.demo;

import io.election4j.cli.base.CommandFailure;
import io.election4j.cli.base.DurationConverter;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.PasswordOptions;
import io.election4j.cli.base.Stores;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows an election among real processes. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Watch real processes elect a leader through a real database, lose it and recover.",
      "The leader is killed with SIGKILL; the next one is asked to hand over; the one after that is"
          + " frozen with SIGSTOP for longer than its lease, and let go again. Then the processes'"
          + " own logs are checked: no two may ever have led at once, and terms must rise.",
      "It ends by itself: after about 15s + 2 x lease, at most 40s + 5 x lease.",
    },
    footerHeading = "%nJSON:%n",
    footer = {
      "  store, server        the kind of store, and what it is",
      "  crashFailoverMillis  from SIGKILL of the leader to the election of the next",
      "  leaseMillis          the lease",
      "  handoverMillis       from the end of the work of the leader asked to leave, to",
      "                       the election of the next",
      "  overlaps             pairs of leaders that led at the same time: 0 is right",
      "  terms                in the order in which their leaders began: they must rise",
      "",
      "Exit code 1 if there were overlaps, terms did not rise, or no leader was found in time."
    })
final class DemoCommand implements Callable<Integer> {

  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
  private static final Duration LONGEST_LEASE = Duration.ofSeconds(60);

  private final Stores stores;
  private final Environment surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--store",
      paramLabel = "WHERE",
      defaultValue = "mysql",
      description = {
        "mysql (unless given): a MySQL or MariaDB server, started for the demo and removed after it;",
        "mongo: the same with a fake MongoDB; postgresql: the same with PostgreSQL;",
        "memory: no database, but a store in the demo's own process;",
        "or the URL of your own database, without a password:",
        "mysql://USER@HOST:3306/DATABASE (mariadb:// is the same),",
        "mongodb://USER@HOST:27017/DATABASE or mongodb+srv://...,",
        "postgresql://USER@HOST:5432/DATABASE, or a jdbc: URL of these SQL databases.",
        "What is missing of the schema is created there. A few records named election4j-demo/... and"
            + " ended leases stay."
      })
  private String where = "mysql";

  @Mixin private final PasswordOptions password = new PasswordOptions();

  @Option(
      names = "--candidates",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many processes stand, 2 to 9; 3 unless given.")
  private int candidates = 3;

  @Option(
      names = "--lease",
      paramLabel = "TIME",
      defaultValue = "3s",
      description = "How long a silent leader is waited for, 1s to 60s; 3s unless given.")
  private Duration lease = Duration.ofSeconds(3);

  @Option(names = "--json", description = "Print one line of JSON; the rest goes to stderr.")
  private boolean json;

  @Option(
      names = "--console",
      description = "Show it in the browser, too: prints the address to open.")
  private boolean console;

  DemoCommand(Stores stores, Environment surroundings) {
    this.stores = stores;
    this.surroundings = surroundings;
  }

  @Override
  @SuppressWarnings("try") // nobody speaks to the console but browsers
  public Integer call() {
    requireWithin("--candidates", candidates >= 2 && candidates <= 9, candidates + "", "2 and 9");
    requireWithin("--lease", allowed(lease), DurationConverter.text(lease), "1s and 60s");
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter progress = json ? spec.commandLine().getErr() : out;
    Symbols glyphs = Symbols.in(Terminal.charset());
    try (DemoStore arena = new DemoStores(stores, password, surroundings).open(where);
        DemoConsole browsers = console ? DemoConsole.of(arena, progress) : DemoConsole.none()) {
      Screen screen = Terminal.screen(progress, json ? 2 : 1, surroundings);
      Demo demo = new Demo(arena, candidates, lease, screen, glyphs);
      tell(progress, introduction(demo));
      Outcome outcome = demo.play();
      outcome.lines(glyphs).forEach(line -> tell(progress, line));
      if (where.contains("://")) {
        tell(progress, farewell(outcome));
      }
      return judge(outcome, out);
    } catch (DemoFailedException failure) {
      throw new CommandFailure(ExitCode.UNEXPECTED, "the demo failed: " + failure.getMessage());
    }
  }

  private static boolean allowed(Duration lease) {
    return lease.compareTo(SHORTEST_LEASE) >= 0 && lease.compareTo(LONGEST_LEASE) <= 0;
  }

  private static void requireWithin(String option, boolean within, String value, String bounds) {
    if (!within) {
      throw new CommandFailure(ExitCode.USAGE, option + " " + value + " is not between " + bounds);
    }
  }

  private static String introduction(Demo demo) {
    return String.format(
        "election demo: %d candidates, a lease of %s, %s; takes about %s",
        demo.candidates(),
        DurationConverter.text(demo.lease()),
        demo.store().server(),
        DurationConverter.text(demo.usual()));
  }

  private static String farewell(Outcome outcome) {
    return "Left in your database: the vacant records of '"
        + outcome.election()
        + "', those of the candidates' rehearsals, and ended leases.";
  }

  private int judge(Outcome outcome, PrintWriter out) {
    if (json) {
      tell(out, outcome.json());
    }
    if (!outcome.violations().isEmpty()) {
      throw new CommandFailure(
          ExitCode.UNEXPECTED, "the promise is broken: " + String.join("; ", outcome.violations()));
    }
    return ExitCode.OK.code();
  }

  private static void tell(PrintWriter stream, String line) {
    stream.println(line);
    stream.flush();
  }
}
