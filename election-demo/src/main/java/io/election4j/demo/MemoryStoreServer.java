package io.election4j.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * An in-memory store that other processes of this machine can use, through {@link
 * RemoteLeaseStore}.
 *
 * <p>It listens on the loopback address only, and answers only to those who know its token.
 */
public final class MemoryStoreServer implements DemoStore {

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
  public static MemoryStoreServer start() throws IOException {
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

  @Override
  public String store() {
    return "memory";
  }

  @Override
  public String server() {
    return "in-memory store, served over loopback";
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(ADDRESS, address().toString(), SECRET, token);
  }

  /** Returns where it listens. */
  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Returns what a {@link RemoteLeaseStore} has to know. */
  String token() {
    return token;
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
      String call = exchange.getRequestURI().getPath().substring(1);
      byte[] answer = Wire.bytes(answer(call, Wire.tree(question)));
      exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private boolean authorised(HttpExchange exchange) {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    return given != null && MessageDigest.isEqual(bytes(given), bytes(token));
  }

  private Object answer(String call, JsonNode given) throws IOException {
    return switch (call) {
      case "prepare" -> done(store.prepare());
      case "open" -> now(store.open(Wire.value(given.get(0), Lease.class)));
      case "renew" -> now(store.renew(Wire.value(given.get(0), LeaseId.class)));
      case "end" -> done(store.end(Wire.value(given.get(0), LeaseId.class)));
      case "fence" ->
          now(store.fence(Wire.value(given.get(0), LeaseId.class), given.get(1).asLong()));
      case "create" -> done(store.create(Wire.list(given.get(0), String.class)));
      case "claim" ->
          now(
              store
                  .claim(
                      Wire.value(given.get(0), Lease.class),
                      Wire.list(given.get(1), ElectionRecord.class))
                  .collectList());
      case "amend" -> now(store.amend(amendments(given.get(0))).collectList());
      case "observe" -> observe(given);
      case "leases" -> now(store.leases().collectList());
      case "purge" -> done(store.purge(Wire.list(given.get(0), LeaseId.class)));
      default -> throw new IOException("no call " + call);
    };
  }

  private static List<Amendment> amendments(JsonNode given) throws IOException {
    return Wire.list(given, Wire.Change.class).stream().map(Wire.Change::amendment).toList();
  }

  private Observation observe(JsonNode given) throws IOException {
    @Nullable Marker since = given.get(0).isNull() ? null : Wire.value(given.get(0), Marker.class);
    return now(
        store.observe(
            since, Wire.list(given.get(1), LeaseId.class), Wire.list(given.get(2), String.class)));
  }

  /** The in-memory store answers at once. */
  private static <T> T now(Mono<T> answer) {
    return Objects.requireNonNull(answer.block());
  }

  private static boolean done(Mono<Void> deed) {
    deed.block();
    return true;
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
