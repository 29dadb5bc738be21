package io.election4j.console;

import com.sun.net.httpserver.HttpExchange;
import java.util.concurrent.Semaphore;

/** The browsers that are told what happens, {@value #MOST} at the most; each has a thread. */
final class EventStreams {

  static final int MOST = 32;

  private final Semaphore places = new Semaphore(MOST);
  private final Model model;
  private final Watchdog watchdog;

  EventStreams(Model model, Watchdog watchdog) {
    this.model = model;
    this.watchdog = watchdog;
  }

  static boolean wanted(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("GET")
        && exchange.getRequestURI().getRawPath().equals("/api/events");
  }

  /** Tells a browser what happens until it goes; returns false if there is no place for it. */
  boolean open(HttpExchange exchange) {
    EventStream stream = new EventStream(exchange, model, watchdog);
    if (!places.tryAcquire()) {
      return false;
    }
    ConsoleServer.daemon(() -> follow(stream), "console-events").start();
    return true;
  }

  private void follow(EventStream stream) {
    try (stream) {
      stream.tell();
    } finally {
      places.release();
    }
  }
}
