package io.election4j.cli;

import io.election4j.Request;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.Session;
import io.election4j.cli.base.Stores;
import io.election4j.spi.LeaseDirectory;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks leaders to hand over to a candidate. */
@Command(
    name = "transfer",
    mixinStandardHelpOptions = true,
    description = {
      "Ask whoever leads to hand over to another candidate: it stops its work first, then leaves,"
          + " and the others hold back for a fifth of the lease, at most 1s. Whoever is fastest then"
          + " leads if that candidate is not there.",
      "The request is written into the election's record; nothing is taken away from anybody."
    },
    footerHeading = "%n",
    footer = {RequestOptions.JSON, "", RequestOptions.EXIT_CODES})
final class TransferCommand implements Callable<Integer> {

  private final Stores stores;
  private final Environment surroundings;
  private final PrintStream out;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final StoreOptions store = new StoreOptions();
  @Mixin private final RequestOptions options = new RequestOptions();

  @Option(
      names = "--to",
      paramLabel = "CANDIDATE",
      required = true,
      description = "The name of the candidate that is to lead.")
  private String to = "";

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "Elections.")
  private List<String> names = List.of();

  TransferCommand(Stores stores, Environment surroundings, PrintStream out) {
    this.stores = stores;
    this.surroundings = surroundings;
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    ElectionNames.require(names);
    Request request = options.request(by -> Request.transfer(to, by));
    try (Session session = Session.reading(stores, store.address(surroundings))) {
      LeaderRequest petition = new LeaderRequest(session, request, leaders -> leaders);
      warn(session);
      return options.tell(petition.submit(names, options.patience()), out);
    }
  }

  private void warn(Session session) {
    if (session.store() instanceof LeaseDirectory directory && !there(session, directory)) {
      spec.commandLine()
          .getErr()
          .println(
              "election: no live candidate '"
                  + to
                  + "' is seen (one that leads nothing is, if it is listed); asking all the same");
    }
  }

  private boolean there(Session session, LeaseDirectory directory) {
    return session.await(
        directory.leases().any(lease -> lease.live() && lease.candidate().name().equals(to)));
  }
}
