package io.election4j.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Tells in no time whether a Docker engine listens: Testcontainers takes seconds and pages of log
 * for a no.
 */
final class DockerSocket {

  private static final int CONNECT_MILLIS = 500;

  private DockerSocket() {}

  static boolean answers(Map<String, String> environment, String userHome) {
    String given = environment.getOrDefault("DOCKER_HOST", "");
    return given.isEmpty() ? anySocketAnswers(environment, userHome) : answers(URI.create(given));
  }

  private static boolean anySocketAnswers(Map<String, String> environment, String userHome) {
    return Stream.of(
            Path.of("/var/run/docker.sock"),
            Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", "/run"), "docker.sock"),
            Path.of(userHome, ".docker/run/docker.sock"))
        .anyMatch(path -> accepts(UnixDomainSocketAddress.of(path)));
  }

  private static boolean answers(URI engine) {
    if (engine.getHost() != null) {
      return accepts(engine.getHost(), engine.getPort());
    }
    // What else there is, such as a named pipe of Windows, is left to Testcontainers to try.
    return !"unix".equals(engine.getScheme())
        || accepts(UnixDomainSocketAddress.of(engine.getPath()));
  }

  private static boolean accepts(SocketAddress address) {
    try (SocketChannel channel = SocketChannel.open(address)) {
      return channel.isConnected();
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static boolean accepts(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
