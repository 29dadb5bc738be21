package io.election4j.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreetingTest {

  @ParameterizedTest
  @CsvSource({
    "8.0.12, MySQL 8.0.12",
    "8.0.36-0ubuntu0.22.04.1, MySQL 8.0.36",
    "11.4.5-MariaDB, MariaDB 11.4.5",
    "5.5.5-10.6.22-MariaDB-log, MariaDB 10.6.22"
  })
  void namesTheProduct(String version, String product) {
    assertThat(new Greeting(version).product()).isEqualTo(product);
  }

  @Test
  void aServerThatSaysNothingIsNotWaitedForLong() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () -> Greeting.read("127.0.0.1", silent.getLocalPort(), Duration.ofMillis(50)))
          .isInstanceOf(IOException.class);
    }
  }
}
