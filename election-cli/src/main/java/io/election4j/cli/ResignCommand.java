package io.election4j.cli;

import io.election4j.Request;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.Session;
import io.election4j.cli.base.Stores;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks leaders to step down. */
@Command(
    name = "resign",
    mixinStandardHelpOptions = true,
    description = {
      "Ask whoever leads to step down: it stops its work first, then leaves, and does not stand for"
          + " one lease of its own.",
      "The request is written into the election's record; nothing is taken away from anybody."
    },
    footerHeading = "%n",
    footer = {RequestOptions.JSON, "", RequestOptions.EXIT_CODES})
final class ResignCommand implements Callable<Integer> {

  private final Stores stores;
  private final Environment surroundings;
  private final PrintStream out;

  @Mixin private final StoreOptions store = new StoreOptions();
  @Mixin private final RequestOptions options = new RequestOptions();

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "Elections.")
  private List<String> names = List.of();

  ResignCommand(Stores stores, Environment surroundings, PrintStream out) {
    this.stores = stores;
    this.surroundings = surroundings;
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    ElectionNames.require(names);
    Request request = options.request(Request::resign);
    try (Session session = Session.reading(stores, store.address(surroundings))) {
      LeaderRequest petition = new LeaderRequest(session, request, leaders -> leaders);
      return options.tell(petition.submit(names, options.patience()), out);
    }
  }
}
