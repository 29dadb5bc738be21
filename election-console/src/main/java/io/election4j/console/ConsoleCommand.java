package io.election4j.console;

import io.election4j.cli.StoreCommand;
import io.election4j.cli.base.CommandFailure;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.Secret;
import io.election4j.cli.base.Session;
import io.election4j.cli.base.StoreAddress;
import io.election4j.cli.base.Stores;
import io.election4j.cli.base.Termination;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows who leads, in the browser. */
@Command(
    name = "console",
    description = {
      "Show in the browser who leads what, since when, who stands by and what just happened; reads"
          + " only, unless --allow-requests is given.",
      "Prints one URL, whose token lets in one browser, and opens nothing. Reads as often as"
          + " 'election watch', however many browsers look.",
      "For machines: /leader?election=NAME&candidate=NAME answers 200 or 503, /metrics is for"
          + " Prometheus, and /api/openapi.json describes the rest. They send the password of"
          + " --login-file as 'Authorization: Bearer ...'.",
      "Ends with exit code 0 on SIGINT or SIGTERM."
    })
final class ConsoleCommand extends StoreCommand {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where to listen; a free port unless given.")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = {
        "On which address to listen; 127.0.0.1 unless given.",
        "Any other than this machine's own needs --login-file, and speaks HTTP in plain text: put a"
            + " proxy with TLS before it."
      })
  private String bind = "127.0.0.1";

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "A name by which browsers may call it besides, such as a proxy's; repeatable.")
  private List<String> hosts = List.of();

  @Option(
      names = "--allow-requests",
      description = "Let whoever is let in ask leaders to resign, to hand over and to drain.")
  private boolean allowRequests;

  @Mixin private final LoginFile login = new LoginFile();

  ConsoleCommand(Stores stores, Environment environment, PrintStream out) {
    super(stores, environment, out);
  }

  @Override
  @SuppressWarnings("try") // what is open is not always spoken to
  public Integer call() {
    InetAddress address = boundTo();
    Optional<Secret> password = login.password();
    if (!address.isLoopbackAddress() && password.isEmpty()) {
      throw CommandFailure.usage(
          "--bind " + bind + " lets other machines in: give --login-file FILE with a password");
    }
    StoreAddress store = address();
    try (Session session = Session.reading(stores, store);
        Termination end = Termination.then(() -> Runtime.getRuntime().halt(ExitCode.OK.code()))) {
      Model model = new Model(session.address());
      ConsoleReader reader = new ConsoleReader(session, model);
      reader.greet();
      serve(new Entrance(password), model, store, address, reader);
    }
    return ExitCode.OK.code();
  }

  private void serve(
      Entrance entrance,
      Model model,
      StoreAddress store,
      InetAddress address,
      ConsoleReader reader) {
    try (Writes writes = allowRequests ? Writes.to(stores, store) : Writes.none();
        ConsoleServer server = listen(address)) {
      Gate gate = new Gate(Hosts.of(server.address(), hosts), entrance);
      server.answer(gate, new Routes(model, Page.console(), writes.asker()), model);
      tell(server.address(), entrance.token());
      reader.begin();
      reader.readOn();
    }
  }

  private void tell(InetSocketAddress bound, String token) {
    if (!bound.getAddress().isLoopbackAddress()) {
      report(
          "other machines are let in with the password, in plain HTTP: whoever is between reads all"
              + " of it, so put a proxy with TLS before it");
    }
    String host =
        bound.getAddress().isAnyLocalAddress() ? "localhost" : Hosts.literal(bound.getAddress());
    out.println("http://" + host + ":" + bound.getPort() + "/?token=" + token);
    out.flush();
  }

  private ConsoleServer listen(InetAddress address) {
    try {
      return ConsoleServer.listen(new InetSocketAddress(address, port));
    } catch (IOException | IllegalArgumentException taken) {
      throw CommandFailure.usage(
          "nobody can listen on " + bind + ", port " + port + ": " + taken.getMessage());
    }
  }

  private InetAddress boundTo() {
    try {
      return InetAddress.getByName(bind);
    } catch (UnknownHostException unknown) {
      throw CommandFailure.usage("--bind " + bind + " is no address of this machine");
    }
  }
}
