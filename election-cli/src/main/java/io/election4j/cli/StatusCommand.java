package io.election4j.cli;

import io.election4j.cli.base.Environment;
import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.Session;
import io.election4j.cli.base.Stores;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows who leads and who takes part. */
@Command(
    name = "status",
    description = {
      "Show who leads and, unless elections are named, the live candidates; reads only.",
      "A lease is shown as not observed, for one read cannot know whether it is still renewed;"
          + " --observe can."
    },
    footerHeading = "%nJSON:%n",
    footer = {
      "One object a line for every election: election, state (led, lapsed, vacant, unknown), term,"
          + " revision, leader {name, address, attributes}, lease {id, ttlMillis, version, renewal,"
          + " observedMillis}, value, ready, request {kind, successor, by}, leaderlessMillis. Then,"
          + " unless elections are named, one for every live candidate: participant, priority,"
          + " address, attributes, lease, leads (names). More keys may come.",
      "leader, lease and ready are null if nobody leads, request if there is none; all"
          + " but election and state are null if the store does not know the election."
          + " leaderlessMillis is for how long this command saw nobody lead, until now or until this"
          + " leader. A candidate that leads nothing keeps a lease only if it is listed. renewal is not-observed, renewed, silent (for"
          + " observedMillis), ended or absent. An election is lapsed if its leader's lease has"
          + " ended, or was silent or absent for ttlMillis.",
      "",
      "Exit code 4: one of the elections named is unknown; all are shown all the same."
    })
final class StatusCommand extends StoreCommand {

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Elections; all unless given.")
  private List<String> names = List.of();

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Option(
      names = "--observe",
      paramLabel = "TIME",
      description = "Read again after this time (such as 3s) and show which leases were renewed.")
  private @Nullable Duration observe;

  StatusCommand(Stores stores, Environment environment, PrintStream out) {
    super(stores, environment, out);
  }

  @Override
  public Integer call() throws InterruptedException {
    requireElections(names);
    try (Session session = reading()) {
      ElectionReader elections = new ElectionReader(session, names);
      List<ElectionView> led = elections.read();
      List<ParticipantView> live = participants(elections, led);
      if (observe != null) {
        Thread.sleep(observe.toMillis());
        led = elections.read();
        live = participants(elections, led);
      }
      lines(led, live).forEach(out::println);
      out.flush();
      return exitCode(led).code();
    }
  }

  private List<ParticipantView> participants(ElectionReader reader, List<ElectionView> led) {
    return names.isEmpty() ? reader.participants(led) : List.of();
  }

  private List<String> lines(List<ElectionView> led, List<ParticipantView> live) {
    if (json) {
      return Stream.concat(led.stream(), live.stream()).map(JsonLines::line).toList();
    }
    List<String> lines = new ArrayList<>(StatusTable.elections(led));
    if (!live.isEmpty()) {
      lines.add("");
      lines.addAll(StatusTable.participants(live));
    }
    return lines;
  }

  private static ExitCode exitCode(List<ElectionView> views) {
    boolean unknown = views.stream().anyMatch(view -> view.state() == ElectionView.State.UNKNOWN);
    return unknown ? ExitCode.UNKNOWN_ELECTION : ExitCode.OK;
  }
}
