package io.election4j.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChaosAddressTest {

  @Test
  void aProxyTakesThePlaceOfTheServer() {
    ChaosAddress address = new ChaosAddress("mysql://me@db.example:3307/e?sslMode=disabled", "x");
    assertThat(address.server().getHostString()).isEqualTo("db.example");
    assertThat(address.server().getPort()).isEqualTo(3307);
    assertThat(address.through(new InetSocketAddress("127.0.0.1", 99)))
        .isEqualTo(new ChaosAddress("mysql://me@127.0.0.1:99/e?sslMode=disabled", "x"));
  }

  @Test
  void thePasswordIsNotShown() {
    assertThat(new ChaosAddress("mysql://me@h:1/e", "canary").toString()).doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mysql://me@host/e", "mongodb://a:1,b:2/e", "host:1", "mongodb+srv://h/e"})
  void anAddressWithoutOneHostAndItsPortIsRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChaosAddress(url, null))
        .withMessage("the URL does not name one host and its port");
  }
}
