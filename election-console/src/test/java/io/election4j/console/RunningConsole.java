package io.election4j.console;

import io.election4j.Candidate;
import io.election4j.Elections;
import io.election4j.cli.base.Secret;
import io.election4j.cli.base.Session;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A console in this process, on an in-memory store. */
final class RunningConsole implements AutoCloseable {

  static final String PASSWORD = "correct horse battery";
  private static final Duration LONG = Duration.ofMinutes(1);

  final InMemoryLeaseStore store = InMemoryLeaseStore.create();
  final CountedStore path = new CountedStore(store.connect());
  final Session session = new Session(path, "memory://store");
  final Model model = new Model(session.address());
  final ConsoleReader reader = new ConsoleReader(session, model);
  final Entrance entrance = new Entrance(Optional.of(new Secret(PASSWORD)));
  private final ConsoleServer server;
  private final Thread reading = new Thread(reader::readOn, "reading");
  private final List<Elections> processes = new ArrayList<>();

  RunningConsole(boolean allowRequests) throws IOException {
    server = ConsoleServer.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Optional<Asker> asker =
        allowRequests
            ? Optional.of(new Asker(new Session(path, "memory://store")))
            : Optional.empty();
    Gate gate = new Gate(Hosts.of(server.address(), List.of("proxy.example")), entrance);
    server.answer(gate, new Routes(model, Page.console(), asker), model);
  }

  /** Returns one that takes requests, and has read that one election is led. */
  static RunningConsole ofOneLeader() throws IOException {
    RunningConsole console = new RunningConsole(true);
    console.ledByGhost(Candidate.named("ann"), "jobs");
    console.reader.read();
    return console;
  }

  /** Reads once, and then on and on. */
  RunningConsole start() {
    reader.read();
    reading.start();
    return this;
  }

  int port() {
    return server.address().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/?token=" + entrance.token();
  }

  /** Returns what a machine sends to be let in, and more. */
  static Map<String, String> machine(String... more) {
    Map<String, String> headers = new HashMap<>(Map.of("Authorization", "Bearer " + PASSWORD));
    for (int i = 0; i < more.length; i += 2) {
      headers.put(more[i], more[i + 1]);
    }
    return headers;
  }

  Http.Response get(String path) throws IOException {
    return Http.send(port(), "GET " + path, machine(), "");
  }

  /** A process that stands in these elections. */
  Elections process(String name, Duration lease, String... elections) {
    return process(Candidate.named(name), lease, elections);
  }

  Elections process(Candidate candidate, Duration lease, String... elections) {
    Elections process =
        Elections.builder(store.connect()).candidate(candidate).lease(lease).build();
    processes.add(process);
    List.of(elections).forEach(process::join);
    return process;
  }

  /** A leader that neither renews its lease nor listens. */
  Lease ledByGhost(Candidate candidate, String... elections) {
    return ledByGhost(candidate, LONG, elections);
  }

  Lease ledByGhost(Candidate candidate, Duration ttl, String... elections) {
    Lease lease = Lease.opening(LeaseId.random(), ttl, candidate);
    store.open(lease).block();
    for (String election : elections) {
      store.create(List.of(election)).block();
      store.claim(lease, List.of(ElectionRecord.created(election))).blockLast();
    }
    return lease;
  }

  @Nullable ElectionRecord record(String election) {
    return store.list(election).filter(record -> record.election().equals(election)).blockFirst();
  }

  ElectionRecord known(String election) {
    return Objects.requireNonNull(record(election));
  }

  /** Waits until something is so, for 20 s at the most. */
  static void until(BooleanSupplier condition) throws InterruptedException {
    until(condition, () -> "it did not happen within 20 s");
  }

  /**
   * Waits until something is so, for 20 s at the most.
   *
   * @param otherwise says what is instead
   */
  static void until(BooleanSupplier condition, Supplier<String> otherwise)
      throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(otherwise.get());
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    processes.forEach(Elections::close);
    reading.interrupt();
    server.close();
  }
}
