package io.election4j.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that begin to say something, and are not let in anyway. */
class SlowClientsTest {

  private static final int MANY = 60;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/ele",
        "GET /metrics HTTP/1.1\r\nHost: PLACE\r\nContent-Length: 60000\r\n\r\n",
        "POST /login HTTP/1.1\r\nHost: PLACE\r\nContent-Length: 4000\r\n\r\nx"
      })
  void manyOfThemKeepNobodyWaiting(String beginning) throws IOException {
    List<Socket> slow = new ArrayList<>();
    try (RunningConsole console = new RunningConsole(false)) {
      String said = beginning.replace("PLACE", "127.0.0.1:" + console.port());
      for (int i = 0; i < MANY; i++) {
        Socket client = new Socket("127.0.0.1", console.port());
        slow.add(client);
        client.getOutputStream().write(said.getBytes(UTF_8));
        client.getOutputStream().flush();
      }
      long began = System.nanoTime();

      assertThat(console.get("/metrics").status()).isEqualTo(200);

      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isLessThan(Duration.ofSeconds(Watchdog.SECONDS / 2));
    } finally {
      for (Socket client : slow) {
        client.close();
      }
    }
  }
}
