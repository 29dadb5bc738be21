package io.election4j.cli;

import io.election4j.cli.base.Environment;
import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.Session;
import io.election4j.cli.base.StoreAddress;
import io.election4j.cli.base.Stores;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Creates what a store needs. */
@Command(name = "init", description = "Create what the store needs, or print it.")
final class InitCommand extends StoreCommand {

  @Option(
      names = "--print",
      description = "Print the schema and the least grants instead; connects to nothing.")
  private boolean print;

  InitCommand(Stores stores, Environment environment, PrintStream out) {
    super(stores, environment, out);
  }

  @Override
  public Integer call() {
    StoreAddress address = address();
    out.println(print ? stores.schema(address).stripTrailing() : created(address));
    out.flush();
    return ExitCode.OK.code();
  }

  private String created(StoreAddress address) {
    Session.prepared(stores, address).close();
    return "ready: " + address.shown();
  }
}
