package io.election4j.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.election4j.demo.harness.ServerAddress;
import io.election4j.spi.InMemoryLeaseStore;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * An in-memory store that other processes of this machine can use, through {@link
 * RemoteLeaseStore}.
 *
 * <p>It listens on the loopback address only, and answers only to those who know its token.
 */
final class MemoryStoreServer implements AutoCloseable {

  private static final int THREADS = 4;

  /** So many may connect at once. */
  private static final int BACKLOG = 1000;

  private final InMemoryLeaseStore store = InMemoryLeaseStore.create();
  private final String token = randomToken();
  private final HttpServer server;
  private final ExecutorService threads;

  private MemoryStoreServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /** Starts one on a free port. */
  static MemoryStoreServer start() throws IOException {
    // Without it an answer waits up to 40 ms for a delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // It closes idle connections above this number, and whoever is about to use one loses a call.
    System.setProperty("sun.net.httpserver.maxIdleConnections", "100000");
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    MemoryStoreServer started = new MemoryStoreServer(http, Executors.newFixedThreadPool(THREADS));
    http.setExecutor(started.threads);
    http.createContext("/", started::handle);
    http.start();
    return started;
  }

  /** Returns where it listens, with its token. */
  ServerAddress address() {
    return new ServerAddress("http://127.0.0.1:" + server.getAddress().getPort() + "/", token);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] question = exchange.getRequestBody().readAllBytes();
      if (!authorised(exchange)) {
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_FORBIDDEN, -1);
        return;
      }
      byte[] answer = answer(exchange.getRequestURI().getPath().substring(1), question);
      exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private boolean authorised(HttpExchange exchange) {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    return given != null && MessageDigest.isEqual(bytes(given), bytes(token));
  }

  /** The in-memory store answers at once. */
  private byte[] answer(String name, byte[] question) throws IOException {
    Method call = Wire.CALLS.get(name);
    if (call == null) {
      throw new IOException("no call " + name);
    }
    try {
      Object answer = call.invoke(store, Wire.arguments(call, question));
      return Wire.bytes(Flux.from((Publisher<?>) answer).toStream().toList());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String randomToken() {
    byte[] bits = new byte[16];
    new SecureRandom().nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }
}
