package io.election4j.cli.chaos;

import io.election4j.testkit.chaos.Actor;
import io.election4j.testkit.chaos.ChaosAddress;
import io.election4j.testkit.chaos.Fault;
import io.election4j.testkit.chaos.Scene;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Harm done by statements that concern everybody on the server. */
final class SqlServerFaults {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int FEW = 10;
  private static final int USUAL = 151;
  private static final int ERROR_PACKET = 0xff;
  private static final int HEADER_BYTES = 4;
  private static final int ATTEMPTS = 100;
  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final ChaosAddress address;

  SqlServerFaults(ChaosAddress address) {
    this.address = address;
  }

  List<Fault> all() {
    return List.of(
        new Fault("leases-table-locked", 0.1, 1.6, scene -> lockTable("election_lease")),
        new Fault("records-table-locked", 0.1, 1.6, scene -> lockTable("election_record")),
        new Fault("max-connections", 0.2, 1.6, this::useUpConnections));
  }

  private AutoCloseable lockTable(String table) {
    return Blockade.by(address, "LOCK TABLES " + table + " WRITE", "SELECT 1");
  }

  /**
   * The server refuses connections; some candidates have none any more. The session stays: nobody
   * else may come in to end this.
   */
  private AutoCloseable useUpConnections(Scene scene) throws IOException {
    SqlSession session = session();
    List<Socket> idle = new ArrayList<>();
    try {
      session.update("SET GLOBAL max_connections = " + FEW);
      while (idle.size() < FEW && occupy(idle)) {
        // One more is taken.
      }
    } catch (RuntimeException | IOException failure) {
      release(idle, session);
      throw failure;
    }
    scene.targets().stream().map(Actor::proxy).forEach(proxy -> proxy.cut());
    return () -> release(idle, session);
  }

  /** Connects without a login; returns whether the server would have gone on. */
  private boolean occupy(List<Socket> idle) throws IOException {
    InetSocketAddress server = address.server();
    Socket socket = new Socket(server.getHostString(), server.getPort());
    idle.add(socket);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    byte[] greeting = socket.getInputStream().readNBytes(HEADER_BYTES + 1);
    return greeting.length > HEADER_BYTES && (greeting[HEADER_BYTES] & 0xff) != ERROR_PACKET;
  }

  private static void release(List<Socket> idle, SqlSession session) throws IOException {
    for (Socket socket : idle) {
      socket.close();
    }
    try (session) {
      allowConnections(session, ATTEMPTS);
    }
  }

  /** The session may have been lost in between; a server that was restarted allows them anyway. */
  private static void allowConnections(SqlSession session, int attempts) {
    try {
      session.update("SET GLOBAL max_connections = " + USUAL);
    } catch (RuntimeException refused) {
      if (attempts == 1) {
        throw refused;
      }
      LockSupport.parkNanos(MOMENT_NANOS);
      allowConnections(session, attempts - 1);
    }
  }

  private SqlSession session() {
    return new SqlSession(address, PATIENCE);
  }
}
