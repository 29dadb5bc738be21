package io.election4j.demo;

import io.election4j.cli.base.Environment;
import io.election4j.cli.base.StoreAddress;
import io.election4j.cli.base.Stores;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Runs the demonstration's command lines in this process. */
final class Console implements Stores {

  private final InMemoryLeaseStore store = InMemoryLeaseStore.create();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();
  private final Path folder;
  @Nullable RuntimeException failure;

  Console(Path folder) {
    this.folder = folder;
  }

  int run(String... arguments) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.startsWith("MYSQL_"));
    PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
    CommandLine line = Main.commandLine(this, new Environment(environment, folder), stream);
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString();
  }

  @Override
  public LeaseStore open(StoreAddress address, boolean neverCreate) {
    if (failure != null) {
      throw failure;
    }
    return store.connect();
  }

  @Override
  public String schema(StoreAddress address) {
    return "";
  }
}
