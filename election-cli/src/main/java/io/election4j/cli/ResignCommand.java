package io.election4j.cli;

import io.election4j.Request;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.Session;
import io.election4j.cli.base.Stores;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Asks leaders to step down. */
@Command(
    name = "resign",
    description = {
      "Ask whoever leads to step down: it stops its work first, then leaves, and does not stand for"
          + " one lease of its own.",
      "The request is written into the election's record; nothing is taken away from anybody."
    })
final class ResignCommand extends RequestCommand {

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "Elections.")
  private List<String> names = List.of();

  ResignCommand(Stores stores, Environment environment, PrintStream out) {
    super(stores, environment, out);
  }

  @Override
  Request request(String by) {
    requireElections(names);
    return Request.resign(by);
  }

  @Override
  List<RequestResult> submit(Session session, LeaderRequest request) throws InterruptedException {
    return request.submit(names);
  }
}
