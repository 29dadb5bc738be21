package io.election4j.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows who leads. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Show who leads; reads only.",
      "A lease is shown as not observed, for one read cannot know whether it is still renewed;"
          + " --observe can."
    },
    footerHeading = "%nJSON:%n",
    footer = {
      "One object a line: election, state (led, lapsed, vacant, unknown), term, revision, leader"
          + " {name, address, attributes}, lease {id, ttlMillis, version, renewal, observedMillis},"
          + " value. More keys may come.",
      "leader and lease are null if nobody holds the office; all but election and state are null"
          + " if the store does not know the election. renewal is not-observed, renewed, silent (for"
          + " observedMillis), ended or absent. An election is lapsed if its leader's lease has"
          + " ended, or was silent or absent for ttlMillis.",
      "",
      "Exit code 4: one of the elections named is unknown; all are shown all the same."
    })
final class StatusCommand implements Callable<Integer> {

  private final Stores stores;
  private final Surroundings surroundings;
  private final PrintStream out;

  @Mixin private final StoreOptions store = new StoreOptions();

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Elections; all unless given.")
  private List<String> names = List.of();

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Option(
      names = "--observe",
      paramLabel = "TIME",
      description = "Read again after this time (such as 3s) and show which leases were renewed.")
  private @Nullable Duration observe;

  StatusCommand(Stores stores, Surroundings surroundings, PrintStream out) {
    this.stores = stores;
    this.surroundings = surroundings;
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    ElectionNames.require(names);
    List<ElectionView> views;
    try (Session session = Session.reading(stores, store.address(surroundings))) {
      ElectionReader reader = new ElectionReader(session, names);
      views = reader.read();
      if (observe != null) {
        Thread.sleep(observe.toMillis());
        views = reader.read();
      }
    }
    (json ? views.stream().map(JsonLines::line).toList() : StatusTable.lines(views))
        .forEach(out::println);
    out.flush();
    return exitCode(views).code();
  }

  private static ExitCode exitCode(List<ElectionView> views) {
    boolean unknown = views.stream().anyMatch(view -> view.state() == ElectionView.State.UNKNOWN);
    return unknown ? ExitCode.UNKNOWN_ELECTION : ExitCode.OK;
  }
}
