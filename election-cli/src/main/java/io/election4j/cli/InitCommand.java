package io.election4j.cli;

import io.election4j.cli.base.Environment;
import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.Session;
import io.election4j.cli.base.StoreAddress;
import io.election4j.cli.base.Stores;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Creates what a store needs. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = "Create what the store needs, or print it.")
final class InitCommand implements Callable<Integer> {

  private final Stores stores;
  private final Environment surroundings;
  private final PrintStream out;

  @Mixin private final StoreOptions store = new StoreOptions();

  @Option(
      names = "--print",
      description = "Print the schema and the least grants instead; connects to nothing.")
  private boolean print;

  InitCommand(Stores stores, Environment surroundings, PrintStream out) {
    this.stores = stores;
    this.surroundings = surroundings;
    this.out = out;
  }

  @Override
  public Integer call() {
    StoreAddress address = store.address(surroundings);
    out.println(print ? stores.schema(address).stripTrailing() : created(address));
    out.flush();
    return ExitCode.OK.code();
  }

  private String created(StoreAddress address) {
    Session.prepared(stores, address).close();
    return "ready: " + address.shown();
  }
}
