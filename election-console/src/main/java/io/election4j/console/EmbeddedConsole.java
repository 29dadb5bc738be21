package io.election4j.console;

import io.election4j.cli.base.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * A console beside what a program does: it reads only, on a thread of its own, and listens on this
 * machine only.
 *
 * <p>Safe for use by many threads.
 */
public final class EmbeddedConsole implements AutoCloseable {

  private final Session session;
  private final ConsoleServer server;
  private final Thread reading;
  private final Entrance entrance = new Entrance(Optional.empty());

  private EmbeddedConsole(Session session, ConsoleServer server) {
    this.session = session;
    this.server = server;
    Model model = new Model(session.address());
    Gate gate = new Gate(Hosts.of(server.address(), List.of()), entrance);
    server.answer(gate, new Routes(model, Page.console(), Optional.empty()), model);
    ConsoleReader reader = new ConsoleReader(session, model);
    reading = ConsoleServer.daemon(reader::readOn, "console-reader");
    reading.start();
  }

  /**
   * Opens one on a free port.
   *
   * @param session what it reads with, used by nobody else and closed with it
   * @throws UncheckedIOException if nobody can listen on this machine
   */
  public static EmbeddedConsole open(Session session) {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      return new EmbeddedConsole(session, ConsoleServer.listen(any));
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  /** Returns the address to open in a browser, whose token lets in the first one. */
  public String url() {
    return "http://127.0.0.1:" + server.address().getPort() + "/?token=" + entrance.token();
  }

  /** Ends reading and answering. */
  @Override
  public void close() {
    reading.interrupt();
    server.close();
    session.close();
  }
}
