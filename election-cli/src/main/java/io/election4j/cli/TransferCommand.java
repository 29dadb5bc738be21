package io.election4j.cli;

import io.election4j.Request;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.Session;
import io.election4j.cli.base.Stores;
import io.election4j.spi.LeaseDirectory;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks leaders to hand over to a candidate. */
@Command(
    name = "transfer",
    description = {
      "Ask whoever leads to hand over to another candidate: it stops its work first, then leaves,"
          + " and the others hold back for a fifth of the lease, at most 1s. Whoever is fastest then"
          + " leads if that candidate is not there.",
      "The request is written into the election's record; nothing is taken away from anybody."
    })
final class TransferCommand extends RequestCommand {

  @Option(
      names = "--to",
      paramLabel = "CANDIDATE",
      required = true,
      description = "The name of the candidate that is to lead.")
  private String to = "";

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "Elections.")
  private List<String> names = List.of();

  TransferCommand(Stores stores, Environment environment, PrintStream out) {
    super(stores, environment, out);
  }

  @Override
  Request request(String by) {
    requireElections(names);
    return Request.transfer(to, by);
  }

  @Override
  List<RequestResult> submit(Session session, LeaderRequest request) throws InterruptedException {
    warn(session);
    return request.submit(names);
  }

  private void warn(Session session) {
    if (session.store() instanceof LeaseDirectory directory && !there(session, directory)) {
      report(
          "no live candidate '"
              + to
              + "' is seen (one that leads nothing is, if it is listed); asking all the same");
    }
  }

  private boolean there(Session session, LeaseDirectory directory) {
    return session.await(
        directory.leases().any(lease -> lease.live() && lease.candidate().name().equals(to)));
  }
}
