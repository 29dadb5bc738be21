package io.election4j.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Picks a port of 127.0.0.1 that nobody listens on.
 *
 * <p>Not one of the ephemeral ports: while a server is stopped, a client that keeps trying to
 * connect could be given the server's port as its own end, and the server could not come back.
 */
final class FreePort {

  private static final int LOWEST = 15_000;
  private static final int BELOW_EPHEMERAL = 32_000;

  private FreePort() {}

  static int pick() {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BELOW_EPHEMERAL);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "no free port between " + LOWEST + " and " + BELOW_EPHEMERAL + " on 127.0.0.1");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
