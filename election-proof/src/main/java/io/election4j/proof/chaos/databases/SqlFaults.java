package io.election4j.proof.chaos.databases;

import static java.util.stream.Collectors.toSet;

import io.election4j.demo.harness.CandidateView;
import io.election4j.demo.harness.ServerAddress;
import io.election4j.proof.chaos.ChaosFault;
import io.election4j.proof.chaos.Scene;
import io.election4j.servers.TestServer;
import io.election4j.servers.proxy.FaultProxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Harm done by statements: those that any user of the database may send, and others. */
final class SqlFaults {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String RECORD =
      "SELECT term FROM election_record WHERE election = ? FOR UPDATE";
  private static final String LEASE =
      "SELECT version FROM election_lease WHERE lease ="
          + " (SELECT holder FROM election_record WHERE election = ?) FOR UPDATE";

  private static final int FEW = 10;
  private static final int USUAL = 151;
  private static final int ERROR_PACKET = 0xff;
  private static final int HEADER_BYTES = 4;
  private static final long HEALING_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final ServerAddress address;

  SqlFaults(ServerAddress address) {
    this.address = address;
  }

  List<ChaosFault> all() {
    return List.of(
        new ChaosFault("connections-killed", 0, 0.2, this::killConnections),
        new ChaosFault("record-locked", 0.1, 1.6, scene -> lock(scene, RECORD)),
        new ChaosFault("lease-locked", 0.1, 1.6, scene -> lock(scene, LEASE)));
  }

  /**
   * Returns harm that concerns everybody.
   *
   * @param server to be started anew if it can be healed in no other way
   */
  List<ChaosFault> ofOwnServer(TestServer server) {
    return List.of(
        new ChaosFault("leases-table-locked", 0.1, 1.6, scene -> lockTable("election_lease")),
        new ChaosFault("records-table-locked", 0.1, 1.6, scene -> lockTable("election_record")),
        new ChaosFault("max-connections", 0.2, 1.6, scene -> useUpConnections(server, scene)));
  }

  /** KILL, for every connection of some candidates. */
  private AutoCloseable killConnections(Scene scene) {
    Set<Integer> ports =
        scene.targets().stream()
            .map(CandidateView::ways)
            .flatMap(List::stream)
            .flatMap(way -> way.serverSidePorts().stream())
            .collect(toSet());
    try (SqlSession session = session()) {
      session
          .rows(
              row -> new Client(row.get("id", Long.class), row.get("host", String.class)),
              "SELECT id AS id, host AS host FROM information_schema.processlist")
          .stream()
          .filter(client -> ports.contains(client.port()))
          .forEach(client -> kill(session, client));
    }
    return () -> {};
  }

  private static void kill(SqlSession session, Client client) {
    try {
      session.update("KILL " + client.id());
    } catch (RuntimeException gone) {
      // It has closed in between.
    }
  }

  /** Another session's transaction that is not in a hurry. */
  private AutoCloseable lock(Scene scene, String statement) {
    return Blockade.by(address, "BEGIN", statement, scene.election());
  }

  private SqlSession session() {
    return new SqlSession(address, PATIENCE);
  }

  private AutoCloseable lockTable(String table) {
    return Blockade.by(address, "LOCK TABLES " + table + " WRITE", "SELECT 1");
  }

  /**
   * The server refuses connections; some candidates have none any more. The session stays: nobody
   * else may come in to end this.
   */
  private AutoCloseable useUpConnections(TestServer server, Scene scene) throws IOException {
    SqlSession session = session();
    List<Socket> idle = new ArrayList<>();
    try {
      session.update("SET GLOBAL max_connections = " + FEW);
      while (idle.size() < FEW && occupy(idle)) {
        // One more is taken.
      }
    } catch (RuntimeException | IOException failure) {
      release(scene, idle, session, server);
      throw failure;
    }
    scene.targets().forEach(target -> target.ways().forEach(FaultProxy::cut));
    return () -> release(scene, idle, session, server);
  }

  /** Connects without a login; returns whether the server would have gone on. */
  private boolean occupy(List<Socket> idle) throws IOException {
    InetSocketAddress server = address.servers().get(0);
    Socket socket = new Socket(server.getHostString(), server.getPort());
    idle.add(socket);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    byte[] greeting = socket.getInputStream().readNBytes(HEADER_BYTES + 1);
    return greeting.length > HEADER_BYTES && (greeting[HEADER_BYTES] & 0xff) != ERROR_PACKET;
  }

  private static void release(Scene scene, List<Socket> idle, SqlSession session, TestServer server)
      throws IOException {
    for (Socket socket : idle) {
      socket.close();
    }
    try (session) {
      if (!allowConnections(scene, session)) {
        server.restart();
      }
    }
  }

  /**
   * The session may have been lost in between, and candidates have taken every connection there is:
   * they lose theirs until it is back. A server that was restarted allows connections anyway.
   *
   * @return whether it did, in time
   */
  private static boolean allowConnections(Scene scene, SqlSession session) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < HEALING_NANOS) {
      try {
        session.update("SET GLOBAL max_connections = " + USUAL);
        return true;
      } catch (RuntimeException refused) {
        scene.candidates().forEach(one -> one.ways().forEach(FaultProxy::cut));
        LockSupport.parkNanos(MOMENT_NANOS);
      }
    }
    return false;
  }

  private record Client(Long id, String host) {

    Client {
      Objects.requireNonNull(id, "id");
    }

    int port() {
      String text = host == null ? "" : host.substring(host.lastIndexOf(':') + 1);
      return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    }
  }
}
