package io.election4j.demo;

import io.election4j.cli.base.Environment;
import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.Secret;
import io.election4j.cli.base.StoreAddress;
import io.election4j.cli.base.Stores;
import io.election4j.cli.base.Termination;
import io.election4j.spi.LeaseStore;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One candidate of a demonstration: started by it, and ends with it. */
@Command(
    name = "candidate",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Stand for election in a demonstration; 'election demo' starts this.")
final class CandidateCommand implements Callable<Integer> {

  private final Stores stores;
  private final Environment surroundings;
  private final PrintStream out;

  @Option(names = "--name", required = true, description = "Who stands.")
  private String name = "";

  @Option(names = "--election", required = true, description = "For what.")
  private String election = "";

  @Option(names = "--lease", required = true, description = "How long a silent leader counts.")
  private Duration lease = Duration.ZERO;

  CandidateCommand(Stores stores, Environment surroundings, PrintStream out) {
    this.stores = stores;
    this.surroundings = surroundings;
    this.out = out;
  }

  @Override
  @SuppressWarnings("try") // what is open is not always spoken to
  public Integer call() throws Exception {
    DemoCandidate.endWith(System.in);
    try (DemoCandidate candidate = new DemoCandidate(store(), name, lease, out);
        Termination handOver = Termination.then(candidate::close)) {
      candidate.run(election);
    }
    return ExitCode.OK.code();
  }

  /** From the environment only: a working folder's .env is about another store. */
  private LeaseStore store() {
    Map<String, String> variables = surroundings.variables();
    String address = variables.getOrDefault(DemoStore.ADDRESS, "");
    Optional<String> secret = Optional.ofNullable(variables.get(DemoStore.SECRET));
    if (address.startsWith("http:")) {
      return new RemoteLeaseStore(URI.create(address), secret.orElse(""));
    }
    return stores.open(StoreAddress.parse(address).with(secret.map(Secret::new)), true);
  }
}
