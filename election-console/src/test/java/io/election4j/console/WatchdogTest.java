package io.election4j.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who takes nothing. */
@Timeout(30)
class WatchdogTest {

  @Test
  void aBrowserThatTakesNothingIsLeftAndTheThreadIsAsBefore() throws IOException {
    try (Watchdog watchdog = new Watchdog(Duration.ofMillis(50));
        ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel browser = SocketChannel.open(server.getLocalAddress());
          SocketChannel toBrowser = server.accept()) {
        assertThatThrownBy(() -> watchdog.guard(() -> writeOn(toBrowser)))
            .isInstanceOf(ClosedByInterruptException.class);
        assertThat(browser.isOpen()).isTrue();
      }
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }

  @Test
  void whoTakesWhatIsWrittenIsNotInterrupted() throws IOException {
    try (Watchdog watchdog = new Watchdog(Duration.ofMinutes(1))) {
      watchdog.guard(() -> {});
    }

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void whoHasSomethingToSayWhenAllEndsIsToldSo() {
    Watchdog watchdog = new Watchdog(Duration.ofMinutes(1));
    watchdog.close();

    assertThatThrownBy(() -> watchdog.guard(() -> {})).isInstanceOf(IOException.class);
  }

  /** More than any buffer between them holds. */
  private static void writeOn(SocketChannel channel) throws IOException {
    while (channel.isOpen()) {
      channel.write(ByteBuffer.allocate(1 << 20));
    }
  }
}
