package io.election4j.proof.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChaosAddressTest {

  @Test
  void aProxyTakesThePlaceOfTheServer() {
    ChaosAddress address = new ChaosAddress("mysql://me@db.example:3307/e?sslMode=disabled", "x");
    assertThat(address.servers())
        .containsExactly(InetSocketAddress.createUnresolved("db.example", 3307));
    assertThat(address.through(new InetSocketAddress("127.0.0.1", 99)))
        .isEqualTo(new ChaosAddress("mysql://me@127.0.0.1:99/e?sslMode=disabled", "x"));
  }

  @Test
  void aUrlMayNameSeveralHostsAndLeaveOutTheUsualPorts() {
    String url = "mongodb://me@a:27101,b,[::1]:27103/e?replicaSet=rs0";
    assertThat(new ChaosAddress(url, null).servers())
        .containsExactly(
            InetSocketAddress.createUnresolved("a", 27101),
            InetSocketAddress.createUnresolved("b", 27017),
            InetSocketAddress.createUnresolved("::1", 27103));
    assertThat(new ChaosAddress("mariadb://me@host/e", null).servers())
        .containsExactly(InetSocketAddress.createUnresolved("host", 3306));
    assertThat(new ChaosAddress("mongodb+srv://host/e", null).servers()).isEmpty();
  }

  @Test
  void routesAreHandedToAnotherProcessAsText() {
    Map<String, String> routes = Map.of("a", "127.0.0.2", "b", "127.0.0.3");
    assertThat(ChaosCandidate.routes(ChaosCandidate.text(routes))).isEqualTo(routes);
    assertThat(ChaosCandidate.routes(ChaosCandidate.text(Map.of()))).isEmpty();
  }

  @Test
  void thePasswordIsNotShown() {
    assertThat(new ChaosAddress("mysql://me@h:1/e", "canary").toString()).doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mysql:///e", "mongodb://a:1,,b:2/e", "host:1", "duck://host/e", "mysql://h:x/e"})
  void anAddressWithoutHostsAndTheirPortsIsRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChaosAddress(url, null))
        .withMessage("the URL does not name hosts and their ports");
  }
}
