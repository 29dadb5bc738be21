package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;

class SocketTest {

  private final LoopResources loops = LoopResources.create("socket-test", 1, true);

  @AfterEach
  void end() {
    loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block();
  }

  @Test
  void aSocketThatIsGivenUpBeforeAThreadHasTakenItIsClosedWhenOneDoes() throws Exception {
    Socket socket = new Socket(loops);
    EventLoopGroup threads = loops.onClient(true);
    SocketChannel channel = socket.onChannel(SocketChannel.class, threads);

    assertThatNoException().isThrownBy(socket::close);

    threads.register(channel);
    assertThat(channel.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aSocketThatIsGivenUpLaterIsClosedAtOnce() throws Exception {
    Socket socket = new Socket(loops);
    EventLoopGroup threads = loops.onClient(true);
    SocketChannel channel = socket.onChannel(SocketChannel.class, threads);
    assertThat(threads.register(channel).await(10, TimeUnit.SECONDS)).isTrue();

    socket.close();

    assertThat(channel.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
  }
}
