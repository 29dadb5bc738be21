package io.election4j.console;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tells one browser what happens, as server-sent events: {@code change}, {@code store} when it
 * falls silent or answers again, and {@code reset} if changes were missed that are not kept any
 * more, with the last that are in their place. Nothing is queued for it: a browser that is slow
 * gets the kept changes later, and one that takes nothing for {@value Watchdog#SECONDS} s is left.
 */
final class EventStream implements AutoCloseable {

  private static final int AT_ONCE = 100;
  private static final long WAKE_MILLIS = 250;
  private static final int QUIET_WAKES = 60;

  private static final int MOST_RECENT = 200;

  private final HttpExchange exchange;
  private final int recent;
  private final Model model;
  private final Watchdog watchdog;
  private long told;
  private boolean answers = true;

  /**
   * Creates one.
   *
   * @throws BadRequestException if it asks for the last changes by what is no number
   */
  EventStream(HttpExchange exchange, Model model, Watchdog watchdog) {
    this.exchange = exchange;
    this.recent = recent(exchange);
    this.model = model;
    this.watchdog = watchdog;
  }

  /** Tells until the browser is gone. */
  void tell() {
    try {
      SafeHeaders.add(exchange.getResponseHeaders(), "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      begin();
      for (int quiet = 0; ; quiet++) {
        if (news()) {
          quiet = 0;
        } else if (quiet >= QUIET_WAKES) {
          write(": still here\n\n");
          quiet = 0;
        }
        model.history().await(told, WAKE_MILLIS);
      }
    } catch (IOException | InterruptedException gone) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin() throws IOException {
    String lastId = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    String run = model.startedMillis() + "-";
    told = model.history().oldest(recent);
    if (lastId != null) {
      long known = lastId.startsWith(run) ? number(lastId.substring(run.length())) : -1;
      if (known >= 0 && model.history().reaches(known)) {
        told = known;
      } else {
        write("event: reset\ndata: {}\n\n");
      }
    }
    write("retry: 1000\nid: " + run + told + "\nevent: hello\ndata: {}\n\n");
  }

  private static int recent(HttpExchange exchange) {
    String text =
        Call.parameters(exchange.getRequestURI().getRawQuery()).getOrDefault("recent", "0");
    if (!text.matches("\\d{1,3}")) {
      throw new BadRequestException("recent is not a number from 0 to " + MOST_RECENT);
    }
    return Math.min(MOST_RECENT, Integer.parseInt(text));
  }

  private static long number(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }

  private boolean news() throws IOException {
    StoreState store = model.store();
    boolean turned = store.answers() != answers;
    if (turned) {
      answers = store.answers();
      write("event: store\ndata: " + Answer.text(store) + "\n\n");
    }
    if (!model.history().reaches(told)) {
      told = model.history().oldest(recent);
      write("event: reset\ndata: {}\n\n");
    }
    List<Change> changes = model.history().after(told, AT_ONCE);
    for (Change change : changes) {
      String id = model.startedMillis() + "-" + change.number();
      write("id: " + id + "\nevent: change\ndata: " + Answer.text(change) + "\n\n");
      told = change.number();
    }
    return turned || !changes.isEmpty();
  }

  private void write(String text) throws IOException {
    watchdog.guard(
        () -> {
          OutputStream body = exchange.getResponseBody();
          body.write(text.getBytes(StandardCharsets.UTF_8));
          body.flush();
        });
  }

  /** Interrupted, for its last words must not wait for a browser that takes none. */
  @Override
  public void close() {
    Thread.currentThread().interrupt();
    exchange.close();
  }
}
