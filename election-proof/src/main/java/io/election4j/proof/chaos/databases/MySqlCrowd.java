package io.election4j.proof.chaos.databases;

import io.election4j.demo.harness.ServerAddress;
import io.election4j.proof.chaos.Scene;
import io.election4j.servers.TestServer;
import io.election4j.servers.proxy.FaultProxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** So many connections to a server of the MySQL family that it takes no more. */
final class MySqlCrowd {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int FEW = 10;
  private static final int USUAL = 151;
  private static final int ERROR_PACKET = 0xff;
  private static final int HEADER_BYTES = 4;
  private static final long HEALING_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final ServerAddress address;
  private final TestServer server;

  /**
   * Prepares.
   *
   * @param server to be started anew if it can be healed in no other way
   */
  MySqlCrowd(ServerAddress address, TestServer server) {
    this.address = address;
    this.server = server;
  }

  /**
   * The server refuses connections; some candidates have none any more. The session stays: nobody
   * else may come in to end this.
   */
  AutoCloseable before(Scene scene) throws IOException {
    SqlSession session = SqlSession.to(address, PATIENCE);
    List<Socket> idle = new ArrayList<>();
    try {
      session.update("SET GLOBAL max_connections = " + FEW);
      while (idle.size() < FEW && occupy(idle)) {
        // One more is taken.
      }
    } catch (RuntimeException | IOException failure) {
      release(scene, idle, session);
      throw failure;
    }
    scene.targets().forEach(target -> target.ways().forEach(FaultProxy::cut));
    return () -> release(scene, idle, session);
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

  private void release(Scene scene, List<Socket> idle, SqlSession session) throws IOException {
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
}
