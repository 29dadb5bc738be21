package io.election4j.cli;

import io.election4j.Candidate;
import io.election4j.Request;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.Session;
import io.election4j.cli.base.Stores;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks a process to give up all it leads. */
@Command(
    name = "drain",
    description = {
      "Ask a process, by the name of its candidate, to give up all it leads: it stops its work"
          + " first, then leaves, and stands in no election any more until it is started again (or"
          + " resumed by itself): before a deploy, for instance.",
      "The request is written into the record of an election that it leads, so one that leads"
          + " nothing cannot be asked. Processes of the same name are all asked."
    })
final class DrainCommand extends RequestCommand {

  @Option(
      names = "--candidate",
      paramLabel = "CANDIDATE",
      required = true,
      description = "The candidate's name.")
  private String candidate = "";

  DrainCommand(Stores stores, Environment environment, PrintStream out) {
    super(stores, environment, out);
  }

  @Override
  Request request(String by) {
    Candidate.named(candidate);
    return Request.drain(by);
  }

  @Override
  List<RequestResult> submit(Session session, LeaderRequest request) throws InterruptedException {
    return request.submitTo(LedElections.of(session, candidate));
  }
}
