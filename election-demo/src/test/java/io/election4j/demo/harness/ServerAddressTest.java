package io.election4j.demo.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

  @Test
  void aProxyTakesThePlaceOfTheServer() {
    ServerAddress address = new ServerAddress("mysql://me@db.example:3307/e?sslMode=disabled", "x");
    assertThat(address.servers())
        .containsExactly(InetSocketAddress.createUnresolved("db.example", 3307));
    assertThat(address.through(new InetSocketAddress("127.0.0.1", 99)))
        .isEqualTo(new ServerAddress("mysql://me@127.0.0.1:99/e?sslMode=disabled", "x"));
  }

  @ParameterizedTest
  @CsvSource({
    "mysql://me@h/e?sslMode=disabled, mysql://me@127.0.0.1:99/e?sslMode=disabled",
    "jdbc:mysql://me@h/e, jdbc:mysql://me@127.0.0.1:99/e",
    "postgresql://me@h/e?sslmode=disable, postgresql://me@127.0.0.1:99/e?sslmode=disable",
    "mongodb://h:1/e, mongodb://127.0.0.1:99/e?directConnection=true",
    "mongodb://h, mongodb://127.0.0.1:99/?directConnection=true",
    "'mongodb://me@a:1,b:2/e?replicaSet=s&tls=true',"
        + " 'mongodb://me@127.0.0.1:99/e?tls=true&directConnection=true'",
  })
  void aProxyTakesThePlaceOfAllHosts(String url, String proxied) {
    InetSocketAddress proxy = InetSocketAddress.createUnresolved("127.0.0.1", 99);
    assertThat(new ServerAddress(url, null).through(proxy).url()).isEqualTo(proxied);
  }

  @Test
  void aUrlMayNameSeveralHostsAndLeaveOutTheUsualPorts() {
    String url = "mongodb://me@a:27101,b,[::1]:27103/e?replicaSet=rs0";
    assertThat(new ServerAddress(url, null).servers())
        .containsExactly(
            InetSocketAddress.createUnresolved("a", 27101),
            InetSocketAddress.createUnresolved("b", 27017),
            InetSocketAddress.createUnresolved("::1", 27103));
    assertThat(new ServerAddress("mariadb://me@host/e", null).servers())
        .containsExactly(InetSocketAddress.createUnresolved("host", 3306));
    assertThat(new ServerAddress("mongodb+srv://host/e", null).servers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://me@host/e, 5432",
    "postgres://me@host/e, 5432",
    "jdbc:postgresql://host/e?user=me, 5432",
    "jdbc:mariadb://me@host/e, 3306",
    "jdbc:mysql://me@host:7/e, 7",
  })
  void eachKindOfServerHasItsUsualPortBehindJdbcToo(String url, int port) {
    assertThat(new ServerAddress(url, null).servers())
        .containsExactly(InetSocketAddress.createUnresolved("host", port));
  }

  @Test
  void routesAreHandedToAnotherProcessAsText() {
    Map<String, String> routes = Map.of("a", "127.0.0.2", "b", "127.0.0.3");
    assertThat(ServerAddress.routes(ServerAddress.text(routes))).isEqualTo(routes);
    assertThat(ServerAddress.routes(ServerAddress.text(Map.of()))).isEmpty();
  }

  @Test
  void thePasswordIsNotShown() {
    assertThat(new ServerAddress("mysql://me@h:1/e", "canary").toString()).doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mysql:///e", "mongodb://a:1,,b:2/e", "host:1", "duck://host/e", "mysql://h:x/e"})
  void anAddressWithoutHostsAndTheirPortsIsRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ServerAddress(url, null))
        .withMessage("the URL does not name hosts and their ports");
  }
}
