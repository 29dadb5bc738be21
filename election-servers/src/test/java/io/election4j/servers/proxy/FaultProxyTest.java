package io.election4j.servers.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultProxyTest {

  private static final int SHORT_MILLIS = 100;

  private Echo echo;
  private FaultProxy proxy;
  private final List<Socket> clients = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    echo = new Echo();
    proxy = FaultProxy.to(echo.address());
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
    proxy.close();
    echo.close();
  }

  @Test
  void withoutFaultsEverythingPasses() throws IOException {
    Socket client = connect();
    for (int b = 0; b < 256; b++) {
      assertThat(ask(client, b)).isEqualTo(b);
    }
    assertThat(proxy.connections()).isEqualTo(1);
  }

  @Test
  void theServerKnowsAConnectionByItsServerSidePort() throws Exception {
    ask(connect(), 1);
    assertThat(proxy.serverSidePorts()).containsExactly(echo.ports.take());
  }

  @Test
  void aCutResetsOpenConnectionsAndLetsNewOnesThrough() throws IOException {
    Socket client = connect();
    ask(client, 1);
    proxy.cut();
    assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    assertThat(ask(connect(), 2)).isEqualTo(2);
  }

  @Test
  void requestsHeldBackReachTheServerWhenHealed() throws Exception {
    Socket client = connect();
    ask(client, 1);
    proxy.hold(Direction.REQUEST);
    client.getOutputStream().write(2);
    assertSilent(client);
    assertThat(echo.requests).containsExactly(1);
    proxy.heal();
    assertThat(client.getInputStream().read()).isEqualTo(2);
  }

  @Test
  void answersHeldBackAreToRequestsThatWereDelivered() throws Exception {
    Socket client = connect();
    ask(client, 1);
    echo.requests.clear();
    proxy.hold(Direction.ANSWER);
    client.getOutputStream().write(2);
    assertThat(echo.requests.take()).isEqualTo(2);
    assertSilent(client);
    proxy.heal();
    assertThat(client.getInputStream().read()).isEqualTo(2);
  }

  @Test
  void lostRequestsNeverReachTheServerAndTheirConnectionIsResetWhenHealed() throws Exception {
    Socket client = connect();
    ask(client, 1);
    proxy.lose(Direction.REQUEST);
    client.getOutputStream().write(2);
    assertSilent(client);
    proxy.heal();
    assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    assertThat(echo.requests).containsExactly(1);
    assertThat(ask(connect(), 3)).isEqualTo(3);
  }

  @Test
  void lostAnswersAreToRequestsThatWereDelivered() throws Exception {
    Socket client = connect();
    ask(client, 1);
    echo.requests.clear();
    proxy.lose(Direction.ANSWER);
    client.getOutputStream().write(2);
    assertThat(echo.requests.take()).isEqualTo(2);
    assertSilent(client);
    proxy.heal();
    assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
  }

  @Test
  void aConnectionThatLostNothingOutlivesAPartition() throws Exception {
    Socket client = connect();
    ask(client, 1);
    proxy.lose(Direction.REQUEST, Direction.ANSWER);
    proxy.heal();
    assertThat(ask(client, 2)).isEqualTo(2);
  }

  @Test
  void aBlackHoleAcceptsConnectionsThatDoNotReachTheServerUntilHealed() throws Exception {
    proxy.blackHole();
    Socket client = connect();
    client.getOutputStream().write(1);
    assertSilent(client);
    assertThat(echo.ports).isEmpty();
    proxy.heal();
    assertThat(client.getInputStream().read()).isEqualTo(1);
  }

  @Test
  void aBlackHoleSwallowsWhatIsOnItsWay() throws Exception {
    Socket client = connect();
    ask(client, 1);
    proxy.blackHole();
    client.getOutputStream().write(2);
    assertSilent(client);
    assertThat(echo.requests).containsExactly(1);
  }

  @Test
  void aDelayCountsForBothDirections() throws IOException {
    Socket client = connect();
    ask(client, 1);
    proxy.delay(Duration.ofMillis(100), Duration.ofMillis(10));
    long begin = System.nanoTime();
    assertThat(ask(client, 2)).isEqualTo(2);
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isBetween(200L, 5_000L);
  }

  @Test
  void aThrottledConnectionTakesItsTime() throws IOException {
    Socket client = connect();
    ask(client, 1);
    proxy.throttle(10);
    long begin = System.nanoTime();
    assertThat(ask(client, 2)).isEqualTo(2);
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isBetween(200L, 5_000L);
  }

  @Test
  void aConnectionAboveTheLimitIsReset() throws IOException {
    Socket first = connect();
    ask(first, 1);
    proxy.limit(1);
    assertThatThrownBy(() -> ask(connect(), 2)).isInstanceOf(SocketException.class);
    assertThat(ask(first, 3)).isEqualTo(3);
    proxy.heal();
    assertThat(ask(connect(), 4)).isEqualTo(4);
  }

  @Test
  void aCutBeforeTheAnswerComesAfterTheRequestWasDelivered() throws Exception {
    Socket client = connect();
    ask(client, 1);
    echo.requests.clear();
    proxy.cutBeforeAnswer(1);
    assertThatThrownBy(() -> ask(client, 2)).isInstanceOf(SocketException.class);
    assertThat(echo.requests.take()).isEqualTo(2);
    assertThat(ask(connect(), 3)).isEqualTo(3);
  }

  @Test
  void aConnectionToAServerThatIsNotThereIsReset() throws IOException {
    // Bound, though nobody listens: another process of this machine may take a free port.
    try (Socket nobody = new Socket()) {
      nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      InetSocketAddress there = (InetSocketAddress) nobody.getLocalSocketAddress();
      try (FaultProxy nowhere = FaultProxy.to(there);
          Socket client = new Socket()) {
        client.connect(nowhere.address());
        assertThatThrownBy(() -> ask(client, 1)).isInstanceOf(SocketException.class);
        await(() -> nowhere.connections() == 0);
      }
    }
  }

  @Test
  void theEndOfOneSideIsTheEndOfTheOther() throws Exception {
    Socket client = connect();
    ask(client, 1);
    client.close();
    await(() -> proxy.connections() == 0);
  }

  @Test
  void closingResetsConnectionsAndEndsTheThreads() throws Exception {
    Socket client = connect();
    ask(client, 1);
    proxy.hold(Direction.REQUEST);
    client.getOutputStream().write(2);
    proxy.close();
    proxy.close();
    assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    assertThat(proxy.connections()).isZero();
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> proxy.throttle(0))
        .withMessage("bytesPerSecond 0 is not above 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> proxy.limit(-1))
        .withMessage("connections -1 is negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> proxy.delay(Duration.ofNanos(-1), Duration.ZERO))
        .withMessage("least -1 is negative");
  }

  private Socket connect() throws IOException {
    InetSocketAddress address = proxy.address();
    Socket client = new Socket(address.getAddress(), address.getPort());
    client.setTcpNoDelay(true);
    clients.add(client);
    return client;
  }

  private static int ask(Socket client, int question) throws IOException {
    client.getOutputStream().write(question);
    int answer = client.getInputStream().read();
    if (answer < 0) {
      throw new SocketException("closed in good order");
    }
    return answer;
  }

  /** Nothing comes for a while: the only thing that takes time because it does not happen. */
  private static void assertSilent(Socket client) throws IOException {
    client.setSoTimeout(SHORT_MILLIS);
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    client.setSoTimeout(0);
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for 10 s").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
