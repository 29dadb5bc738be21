package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.election4j.mysql.ConnectionSource.SocketTap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

class SocketTapTest {

  private final LoopResources loops = LoopResources.create("socket-test", 1, true);

  @AfterEach
  void end() {
    loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block();
  }

  @Test
  void aSocketThatIsGivenUpBeforeAThreadHasTakenItIsClosedWhenOneDoes() throws Exception {
    SocketTap socket = new SocketTap(loops);
    EventLoopGroup threads = loops.onClient(true);
    SocketChannel channel = socket.onChannel(SocketChannel.class, threads);

    assertThatNoException().isThrownBy(socket::close);

    threads.register(channel);
    assertThat(channel.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aSocketThatIsGivenUpLaterIsClosedAtOnce() throws Exception {
    SocketTap socket = new SocketTap(loops);
    EventLoopGroup threads = loops.onClient(true);
    SocketChannel channel = socket.onChannel(SocketChannel.class, threads);
    assertThat(threads.register(channel).await(10, TimeUnit.SECONDS)).isTrue();

    socket.close();

    assertThat(channel.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void attemptsToConnectLeaveNothingBehindThatGrows() throws Exception {
    Address nobody = new Address("127.0.0.1", 1, "app", null, "x", Tls.DEFAULT);
    attempt(nobody);
    int before = resolversKept().size();

    for (int i = 0; i < 10; i++) {
      attempt(nobody);
    }

    assertThat(resolversKept()).hasSize(before);
  }

  private void attempt(Address address) {
    Mono.from(address.factory(Duration.ofSeconds(5), new SocketTap(loops)).create())
        .onErrorComplete()
        .block(Duration.ofSeconds(30));
  }

  /** What Reactor Netty keeps for each kind of loop resources as long as its class is loaded. */
  private static Map<?, ?> resolversKept() throws ReflectiveOperationException {
    Field cache =
        Class.forName("reactor.netty.transport.ClientTransportConfig")
            .getDeclaredField("RESOLVERS_CACHE");
    cache.setAccessible(true);
    return (Map<?, ?>) cache.get(null);
  }
}
