package io.election4j.cli;

import io.election4j.cli.base.Environment;
import io.election4j.cli.base.StoreAddress;
import io.election4j.cli.base.Stores;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Runs command lines in this process, on one in-memory store whatever URL is given. */
final class Console implements Stores {

  final InMemoryLeaseStore store = InMemoryLeaseStore.create();
  final Map<String, String> environment = new HashMap<>(System.getenv());
  final List<StoreAddress> opened = new CopyOnWriteArrayList<>();
  final List<Boolean> neverCreate = new CopyOnWriteArrayList<>();
  @Nullable RuntimeException failure;
  UnaryOperator<LeaseStore> path = connected -> connected;
  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final StringWriter err = new StringWriter();

  Console(Path folder) {
    this.folder = folder;
    environment.keySet().removeIf(name -> name.startsWith("MYSQL_"));
  }

  int run(String... arguments) {
    Environment surroundings = new Environment(environment, folder);
    PrintStream stream = new PrintStream(new Pipe(), false, StandardCharsets.UTF_8);
    CommandLine line = Main.commandLine(this, surroundings, stream);
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  /** From now on nobody reads what is written. */
  void closeOut() {
    closed.set(true);
  }

  private final class Pipe extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      if (closed.get()) {
        throw new IOException("Broken pipe");
      }
      out.write(octet);
    }
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString();
  }

  @Override
  public LeaseStore open(StoreAddress address, boolean readOnly) {
    opened.add(address);
    neverCreate.add(readOnly);
    if (failure != null) {
      throw failure;
    }
    return path.apply(store.connect());
  }

  @Override
  public String schema(StoreAddress address) {
    return "schema of " + address.kind() + "\n";
  }
}
