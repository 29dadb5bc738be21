package io.election4j.bench.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectingTest {

  @ParameterizedTest
  @CsvSource({
    "mysql://me@h/e?sslMode=disabled, mysql://me@127.0.0.1:99/e?sslMode=disabled",
    "mongodb://h:1/e, mongodb://127.0.0.1:99/e?directConnection=true",
    "mongodb://h, mongodb://127.0.0.1:99/?directConnection=true",
    "'mongodb://me@a:1,b:2/e?replicaSet=s&tls=true',"
        + " 'mongodb://me@127.0.0.1:99/e?tls=true&directConnection=true'",
  })
  void aProxyTakesThePlaceOfAllHosts(String url, String proxied) {
    assertThat(Connecting.through(url, InetSocketAddress.createUnresolved("127.0.0.1", 99)))
        .isEqualTo(proxied);
  }
}
