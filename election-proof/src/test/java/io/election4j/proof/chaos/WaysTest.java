package io.election4j.proof.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.demo.harness.ServerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class WaysTest {

  @Test
  void aSingleServerIsReachedByAUrlThatNamesTheProxy() {
    try (Ways ways = Ways.to(new Set("mysql://me@127.0.0.1:3306/e", List.of()))) {
      InetSocketAddress proxy = ways.proxies().get(0).address();

      assertThat(ways.address())
          .isEqualTo(new ServerAddress("mysql://me@127.0.0.1:3306/e", null).through(proxy));
      assertThat(ways.address().routes()).isEmpty();
    }
  }

  @Test
  void eachMemberIsReachedUnderItsOwnNameAndPortThroughAProxyOfItsOwn() throws IOException {
    try (ServerSocket a = member();
        ServerSocket b = member()) {
      List<InetSocketAddress> members = List.of(address(a), address(b));
      try (Ways ways = Ways.to(new Set("mongodb://127.0.0.1:1/?replicaSet=s", members))) {
        String ours = ways.address().routes().get("127.0.0.1");

        assertThat(ours).startsWith("127.").isNotEqualTo("127.0.0.1");
        assertThat(ways.address().url()).isEqualTo("mongodb://127.0.0.1:1/?replicaSet=s");
        assertThat(ways.proxies()).hasSize(2);
        for (ServerSocket member : List.of(a, b)) {
          try (Socket through = new Socket(ours, member.getLocalPort());
              Socket arrived = member.accept()) {
            through.getOutputStream().write(7);
            assertThat(arrived.getInputStream().read()).isEqualTo(7);
          }
        }
      }
    }
  }

  private static ServerSocket member() throws IOException {
    return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private static InetSocketAddress address(ServerSocket member) {
    return InetSocketAddress.createUnresolved("127.0.0.1", member.getLocalPort());
  }

  private record Set(String url, List<InetSocketAddress> members) implements ChaosServer {

    @Override
    public String description() {
      return "a set";
    }

    @Override
    public ServerAddress address() {
      return new ServerAddress(url, null);
    }

    @Override
    public List<ChaosFault> faults() {
      return List.of();
    }

    @Override
    public Map<String, String> skipped() {
      return Map.of();
    }

    @Override
    public void close() {}
  }
}
