package io.election4j.testkit.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ListeningTest {

  @Test
  void aProcessIsFoundByThePortItListensOn() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
      assertThat(Listening.pid(port)).hasValue(ProcessHandle.current().pid());
    }
    assertThat(Listening.pid(port)).isEmpty();
  }
}
