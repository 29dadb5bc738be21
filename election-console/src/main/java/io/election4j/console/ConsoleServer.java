package io.election4j.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Answers browsers and machines. None of its threads waits longer for anybody than {@value
 * Watchdog#SECONDS} s, and there can be as many as connections, so that nobody waits for a thread
 * that somebody slow has.
 */
final class ConsoleServer implements AutoCloseable {

  /** How much may be posted, in bytes. */
  static final int BODY = 4_096;

  /** How many threads stay when there is nothing to do. */
  private static final int THREADS = 8;

  private static final int CONNECTIONS = 256;
  private static final long IDLE_SECONDS = 60;

  static {
    // Of the JDK's server, which has no other way to say so; read when its first one is made.
    property("sun.net.httpserver.maxReqTime", Watchdog.SECONDS + "");
    property("sun.net.httpserver.nodelay", "true");
    property("jdk.httpserver.maxConnections", CONNECTIONS + "");
  }

  private final HttpServer server;
  private final Watchdog watchdog = new Watchdog(Duration.ofSeconds(Watchdog.SECONDS));

  /** Some more than connections, for one that has just ended may have its thread still. */
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          THREADS,
          2 * CONNECTIONS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> daemon(task, "console-http"));

  private ConsoleServer(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
  }

  /**
   * Listens, but answers nothing before {@link #answer}.
   *
   * @throws IOException if nobody can listen on this address
   */
  static ConsoleServer listen(InetSocketAddress address) throws IOException {
    return new ConsoleServer(HttpServer.create(address, 0));
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  /** Answers from now on, whoever the gate lets in. */
  void answer(Gate gate, Routes routes, Model model) {
    EventStreams streams = new EventStreams(model, watchdog);
    server.createContext("/", exchange -> handle(exchange, gate, routes, streams));
    server.start();
  }

  private void handle(HttpExchange exchange, Gate gate, Routes routes, EventStreams streams) {
    try {
      Optional<Call> call = call(exchange);
      if (call.isEmpty()) {
        send(exchange, Answer.error(413, "more than " + BODY + " bytes"));
        return;
      }
      Optional<Answer> early = gate.entering(exchange, call.get());
      if (early.isEmpty()) {
        early = gate.refusal(exchange, call.get());
      }
      if (early.isEmpty() && EventStreams.wanted(exchange)) {
        if (streams.open(exchange)) {
          return;
        }
        early = Optional.of(Answer.error(503, "too many browsers").with("Retry-After", "10"));
      }
      send(exchange, early.isPresent() ? early.get() : answer(exchange, routes, call.get()));
    } catch (BadRequestException wrong) {
      refuse(exchange, Answer.error(400, String.valueOf(wrong.getMessage())));
    } catch (IOException | RuntimeException gone) {
      exchange.close();
    }
  }

  /** Returns nothing if too much was posted. */
  private Optional<Call> call(HttpExchange exchange) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (exchange.getRequestMethod().equals("POST")) {
      watchdog.guard(() -> body.write(exchange.getRequestBody().readNBytes(BODY + 1)));
    }
    return body.size() > BODY
        ? Optional.empty()
        : Optional.of(
            new Call(
                exchange.getRequestURI().getRawPath(),
                Call.parameters(exchange.getRequestURI().getRawQuery()),
                body.toString(StandardCharsets.UTF_8),
                Attempts.network(exchange.getRemoteAddress().getAddress())));
  }

  private static Answer answer(HttpExchange exchange, Routes routes, Call call) {
    String method =
        exchange.getRequestMethod().equals("HEAD") ? "GET" : exchange.getRequestMethod();
    Route route = routes.find(method, call.path());
    if (route == null) {
      return Answer.error(404, "there is nothing here");
    }
    try {
      return route.answer(call);
    } catch (BadRequestException wrong) {
      return Answer.error(400, String.valueOf(wrong.getMessage()));
    } catch (InterruptedException late) {
      return Answer.error(503, "the console ends");
    } catch (RuntimeException unexpected) {
      return Answer.error(500, "unexpected: " + unexpected.getClass().getSimpleName());
    }
  }

  private void refuse(HttpExchange exchange, Answer answer) {
    try {
      send(exchange, answer);
    } catch (IOException gone) {
      exchange.close();
    }
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      SafeHeaders.add(exchange.getResponseHeaders(), answer.type());
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = answer.bytes();
      boolean bodiless = exchange.getRequestMethod().equals("HEAD") || bytes.length == 0;
      watchdog.guard(
          () -> {
            exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : bytes.length);
            if (!bodiless) {
              exchange.getResponseBody().write(bytes);
            }
          });
    }
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private static void property(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    watchdog.close();
  }
}
