package io.election4j.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgreSqlGreetingTest {

  @ParameterizedTest
  @CsvSource({"17.5, PostgreSQL 17.5", "17.5 (Debian 17.5-1.pgdg120+1), PostgreSQL 17.5"})
  void namesTheProduct(String version, String product) {
    assertThat(new PostgreSqlGreeting(version).product()).isEqualTo(product);
  }

  @Test
  void readsTheVersionAmongOtherThings() throws IOException {
    assertThat(
            greetingOf(
                    "R\0\0\0\10\0\0\0\0"
                        + "S\0\0\0\31client_encoding\0UTF8\0"
                        + "S\0\0\0\30server_version\00017.5\0"
                        + "Z\0\0\0\5I")
                .product())
        .isEqualTo("PostgreSQL 17.5");
  }

  @Test
  void aServerThatIsStillStartingIsNoAnswer() {
    assertThatThrownBy(() -> greetingOf("E\0\0\0\14SFATAL\0\0"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("FATAL");
  }

  @Test
  void anotherServerIsNoAnswer() {
    assertThatThrownBy(() -> greetingOf("HTTP/1.1 400 Bad Request"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a message of a PostgreSQL server");
  }

  @Test
  void aServerThatSaysNothingIsNotWaitedForLong() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () ->
                  PostgreSqlGreeting.read(
                      "127.0.0.1", silent.getLocalPort(), Duration.ofMillis(50)))
          .isInstanceOf(IOException.class);
    }
  }

  private static PostgreSqlGreeting greetingOf(String answer) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> answer(server, answer));
      PostgreSqlGreeting greeting =
          PostgreSqlGreeting.read("127.0.0.1", server.getLocalPort(), Duration.ofSeconds(10));
      answering.join();
      return greeting;
    }
  }

  private static void answer(ServerSocket server, String answer) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().readNBytes(38);
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
