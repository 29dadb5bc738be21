package io.election4j.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerSocketTest {

  @TempDir Path folder;

  @Test
  void anEngineThatListensIsFound() throws IOException {
    Path socket = folder.resolve("docker.sock");
    try (ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unix.bind(UnixDomainSocketAddress.of(socket));

      assertThat(answers("unix://" + socket)).isTrue();
      assertThat(answers("tcp://127.0.0.1:" + tcp.getLocalPort())).isTrue();
      assertThat(
              DockerSocket.answers(Map.of("XDG_RUNTIME_DIR", folder.toString()), folder.toString()))
          .isTrue();
    }
  }

  @Test
  void anEngineThatIsGoneIsMissedAtOnce() {
    long start = System.nanoTime();

    assertThat(answers("unix://" + folder.resolve("gone"))).isFalse();
    assertThat(answers("tcp://127.0.0.1:" + FreePort.pick())).isFalse();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }

  private static boolean answers(String dockerHost) {
    return DockerSocket.answers(Map.of("DOCKER_HOST", dockerHost), "/nobody");
  }
}
