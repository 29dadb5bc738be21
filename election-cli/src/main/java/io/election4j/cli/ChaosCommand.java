package io.election4j.cli;

import io.election4j.cli.chaos.MemberOrders;
import io.election4j.cli.chaos.MongoChaosServer;
import io.election4j.cli.chaos.MongoChaosStore;
import io.election4j.cli.chaos.SqlChaosServer;
import io.election4j.cli.chaos.SqlChaosStore;
import io.election4j.testkit.chaos.Chaos;
import io.election4j.testkit.chaos.ChaosAddress;
import io.election4j.testkit.chaos.ChaosPlan;
import io.election4j.testkit.chaos.ChaosReport;
import io.election4j.testkit.chaos.ChaosServer;
import io.election4j.testkit.chaos.ChaosStore;
import io.election4j.testkit.servers.OwnServer;
import io.election4j.testkit.servers.ServerUnavailableException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Elections among real processes on a real server, with harm done to all of them. */
@Command(
    name = "chaos",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = {
      "Hold elections among real processes on a real server, do harm to all of them, and check what"
          + " they wrote down: nobody led beside another, terms rose, only current terms wrote the"
          + " guarded resource, and there was a leader again in the end.",
    },
    footerHeading = "%n",
    footer = {"Exit code 1 if anything was wrong; what the candidates of that run wrote is kept."})
final class ChaosCommand implements Callable<Integer> {

  private static final int SEEDS = 1_000_000_000;

  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--store",
      paramLabel = "WHERE",
      defaultValue = "mysql",
      description = {
        "mysql (unless given), mariadb, mongo (a fake one): servers started for this, one for each"
            + " run that goes on at a time;",
        "or the URL of your own, without a password: mysql://USER@HOST:3306/DB,"
            + " mongodb://USER@HOST:27017/DB, mongodb://H1,H2,H3/DB?replicaSet=RS. Then nothing is"
            + " done to the server itself, but with --members to those of a replica set. Ended"
            + " leases, vacant records and the table or collection chaos_ledger stay there."
      })
  private String where = "mysql";

  @Mixin private final MemberOptions members = new MemberOptions();

  @Mixin private final PasswordOptions password = new PasswordOptions();

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many elections, one after the other; 5 unless given.")
  private int runs = 5;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Of the first run, for the next ones one more each; drawn unless given.")
  private @Nullable Long seed;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many go on at a time; 3 unless given.")
  private int parallel = 3;

  @Option(
      names = "--faults",
      paramLabel = "NAME",
      split = ",",
      description = "Only these; all there are unless given.")
  private Set<String> faults = Set.of();

  @Option(
      names = "--logs",
      paramLabel = "FOLDER",
      defaultValue = "target/chaos",
      description = "Where the logs of runs that went wrong are kept; target/chaos unless given.")
  private Path logs = Path.of("target/chaos");

  @Option(
      names = "--jvm-option",
      paramLabel = "OPTION",
      hidden = true,
      description = "An option of the candidates' virtual machines; may be repeated.")
  private List<String> jvmOptions = List.of();

  @Option(names = "--json", description = "Print one line of JSON; the rest goes to stderr.")
  private boolean json;

  ChaosCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter progress = json ? spec.commandLine().getErr() : out;
    ChaosReport report = play(progress);
    report.lines().forEach(progress::println);
    for (long wrong : report.wrongSeeds()) {
      progress.println(
          "repeat with: scripts/chaos --store %s --runs 1 --seed %d".formatted(where, wrong));
    }
    progress.flush();
    if (json) {
      out.println(report.json());
      out.flush();
    }
    return report.violations() == 0 ? ExitCode.OK.code() : ExitCode.UNEXPECTED.code();
  }

  private ChaosReport play(PrintWriter progress) {
    long first = seed != null ? seed : new SecureRandom().nextInt(SEEDS);
    try {
      ChaosPlan plan = new ChaosPlan(runs, first, parallel, faults, jvmOptions, logs);
      return chaos(plan, progress).play();
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(wrong.getMessage()));
    } catch (ServerUnavailableException none) {
      throw new CommandFailure(ExitCode.STORE, String.valueOf(none.getMessage()));
    }
  }

  private Chaos chaos(ChaosPlan plan, PrintWriter progress) {
    return switch (where) {
      case "mysql" -> sql(() -> SqlChaosServer.start(OwnServer.Kind.MYSQL), plan, progress);
      case "mariadb" -> sql(() -> SqlChaosServer.start(OwnServer.Kind.MARIADB), plan, progress);
      case "mongo" -> new Chaos(new MongoChaosStore(), MongoChaosServer::start, plan, progress);
      default -> given(plan, progress);
    };
  }

  private static Chaos sql(
      Supplier<? extends ChaosServer> servers, ChaosPlan plan, PrintWriter progress) {
    return new Chaos(new SqlChaosStore(), servers, plan, progress);
  }

  private Chaos given(ChaosPlan plan, PrintWriter progress) {
    if (!where.contains("://")) {
      throw new CommandFailure(
          ExitCode.USAGE, "--store '" + where + "' is none of mysql, mariadb, mongo, and no URL");
    }
    StoreAddress store = password.complete(StoreAddress.parse(where), surroundings);
    ChaosAddress address =
        new ChaosAddress(store.url(), store.password().map(Secret::reveal).orElse(null));
    boolean sql = store.kind() == StoreAddress.Kind.MYSQL;
    MemberOrders orders = members.orders();
    if (sql && orders.allowed()) {
      throw new CommandFailure(ExitCode.USAGE, "--members is for replica sets of MongoDB");
    }
    ChaosStore kind = sql ? new SqlChaosStore() : new MongoChaosStore();
    return new Chaos(
        kind,
        () -> sql ? SqlChaosServer.given(address) : MongoChaosServer.given(address, orders),
        plan,
        progress);
  }
}
