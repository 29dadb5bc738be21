package io.election4j.servers.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ListeningTest {

  @Test
  void aProcessIsFoundByTheAddressAndPortItListensOn() throws Exception {
    Process other = listener("127.0.0.1");
    try (BufferedReader out = reader(other)) {
      InetSocketAddress there = address(out);
      assertThat(Listening.pid(there)).hasValue(other.pid());
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void whoListensOnTheSamePortOfAnotherAddressIsNotTaken() throws Exception {
    Process other = listener("127.0.0.1");
    try (BufferedReader out = reader(other)) {
      InetSocketAddress there = address(out);
      InetAddress elsewhere = InetAddress.getByName("127.9.9.9");
      assertThat(Listening.pid(new InetSocketAddress(elsewhere, there.getPort()))).isEmpty();
      try (ServerSocket ours = new ServerSocket(there.getPort(), 1, elsewhere)) {
        assertThat(Listening.pid(there)).hasValue(other.pid());
        assertThat(Listening.pid((InetSocketAddress) ours.getLocalSocketAddress())).isEmpty();
      }
    } finally {
      other.destroyForcibly();
    }
  }

  /** A process that listens on a free port, tells it, and waits. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    InetAddress address = InetAddress.getByName(arguments[0]);
    try (ServerSocket socket = new ServerSocket(0, 1, address)) {
      System.out.println(socket.getLocalPort());
      Thread.currentThread().join();
    }
  }

  private static Process listener(String address) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ListeningTest.class.getName(),
            address)
        .start();
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static InetSocketAddress address(BufferedReader out) throws IOException {
    return new InetSocketAddress("127.0.0.1", Integer.parseInt(out.readLine()));
  }
}
