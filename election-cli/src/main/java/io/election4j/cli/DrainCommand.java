package io.election4j.cli;

import io.election4j.Candidate;
import io.election4j.Request;
import io.election4j.cli.base.CommandFailure;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.Session;
import io.election4j.cli.base.Stores;
import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a process to give up all it leads. */
@Command(
    name = "drain",
    mixinStandardHelpOptions = true,
    description = {
      "Ask a process, by the name of its candidate, to give up all it leads: it stops its work"
          + " first, then leaves, and stands in no election any more until it is started again (or"
          + " resumed by itself): before a deploy, for instance.",
      "The request is written into the record of an election that it leads, so one that leads"
          + " nothing cannot be asked. Processes of the same name are all asked."
    },
    footerHeading = "%n",
    footer = {RequestOptions.JSON, "", RequestOptions.EXIT_CODES})
final class DrainCommand implements Callable<Integer> {

  private final Stores stores;
  private final Environment surroundings;
  private final PrintStream out;

  @Mixin private final StoreOptions store = new StoreOptions();
  @Mixin private final RequestOptions options = new RequestOptions();

  @Option(
      names = "--candidate",
      paramLabel = "CANDIDATE",
      required = true,
      description = "The candidate's name.")
  private String candidate = "";

  DrainCommand(Stores stores, Environment surroundings, PrintStream out) {
    this.stores = stores;
    this.surroundings = surroundings;
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    Candidate.named(candidate);
    Request request = options.request(Request::drain);
    try (Session session = Session.reading(stores, store.address(surroundings))) {
      LeaderRequest petition =
          new LeaderRequest(session, request, led -> onePerLease(led, request));
      return options.tell(petition.submitTo(led(session), options.patience()), out);
    }
  }

  private List<ElectionRecord> led(Session session) {
    if (!(session.store() instanceof ElectionDirectory directory)) {
      throw new CommandFailure(ExitCode.USAGE, "this store cannot list what a candidate leads");
    }
    List<ElectionRecord> led = new ArrayList<>();
    session.explaining(
        () -> led.addAll(session.await(directory.list("").filter(this::isLeader).collectList())));
    if (led.isEmpty()) {
      throw new CommandFailure(
          ExitCode.NOT_LED,
          "candidate '" + candidate + "' leads nothing, so it cannot be asked: just end it");
    }
    return led;
  }

  private boolean isLeader(ElectionRecord record) {
    Candidate leader = record.leader();
    return leader != null && leader.name().equals(candidate);
  }

  /** One record is enough to ask a process, and the others stay as it knows them. */
  private static List<ElectionRecord> onePerLease(List<ElectionRecord> led, Request request) {
    Map<LeaseId, ElectionRecord> chosen = new LinkedHashMap<>();
    led.stream()
        .sorted(Comparator.comparing(record -> !request.equals(record.request())))
        .forEach(record -> chosen.putIfAbsent(Objects.requireNonNull(record.holder()), record));
    return List.copyOf(chosen.values());
  }
}
