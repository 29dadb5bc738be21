package io.election4j.demo;

import io.election4j.cli.base.Session;
import io.election4j.console.EmbeddedConsole;
import java.io.PrintWriter;

/**
 * What shows the demonstration in the browser, if it is to be shown there.
 *
 * @param closing ends it
 */
record DemoConsole(Runnable closing) implements AutoCloseable {

  static DemoConsole none() {
    return new DemoConsole(() -> {});
  }

  /** Opens one on a store, and says where it is. */
  static DemoConsole of(DemoStore arena, PrintWriter progress) {
    Session session = new Session(DemoCandidate.store(arena.address()), arena.server());
    EmbeddedConsole console = EmbeddedConsole.open(session);
    progress.println("Open in a browser: " + console.url());
    progress.flush();
    return new DemoConsole(console::close);
  }

  @Override
  public void close() {
    closing.run();
  }
}
