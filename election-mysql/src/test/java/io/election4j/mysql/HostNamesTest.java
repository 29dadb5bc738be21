package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoopGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {

  private static final String HOST = "db.example";
  private static final long PATIENCE_SECONDS = 30;

  private final DefaultEventLoopGroup loops = new DefaultEventLoopGroup(1);
  private final Queue<Object> answers = new ArrayDeque<>();
  private final Queue<String> threads = new ConcurrentLinkedQueue<>();
  private final CountDownLatch may = new CountDownLatch(1);
  private final AtomicInteger refusals = new AtomicInteger();
  private final HostNames names = new HostNames(this::answer, this::thread);

  private InetAddress[] answer(String host) throws UnknownHostException {
    threads.add(Thread.currentThread().getName());
    try {
      may.await();
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
    Object next = answers.remove();
    if (next instanceof String reason) {
      throw new UnknownHostException(reason);
    }
    return new InetAddress[] {InetAddress.getByAddress(host, (byte[]) next)};
  }

  @AfterEach
  void end() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void everyConnectionAsksAnewSoAServerThatHasMovedIsFound() {
    may.countDown();
    answers.add(new byte[] {10, 0, 0, 1});
    answers.add(new byte[] {10, 0, 0, 2});

    assertThat(address(ask(HOST))).isEqualTo("10.0.0.1");
    assertThat(address(ask(HOST))).isEqualTo("10.0.0.2");
  }

  @Test
  void noThreadOfConnectionsWaitsAndWhoAsksMeanwhileGetsTheSameAnswer() {
    answers.add(new byte[] {10, 0, 0, 1});
    Future<List<InetSocketAddress>> first = ask(HOST);
    Future<List<InetSocketAddress>> second = ask(HOST);
    // Answered by the thread that waits for neither.
    assertThat(loops.next().submit(() -> true).awaitUninterruptibly(PATIENCE_SECONDS * 1000))
        .isTrue();

    may.countDown();

    assertThat(address(first)).isEqualTo(address(second));
    assertThat(threads).containsExactly("lookup-of-the-test");
  }

  @Test
  void anAddressIsNotLookedUpOnAThreadOfItsOwn() {
    may.countDown();
    answers.add(new byte[] {10, 0, 0, 1});

    assertThat(address(ask("10.0.0.1"))).isEqualTo("10.0.0.1");
    assertThat(threads).doesNotContain("lookup-of-the-test");
  }

  @Test
  void aNameIsUnknownOnlyIfSomebodyKnowsThat() {
    may.countDown();
    answers.add(HOST);
    answers.add(HOST + ": Temporary failure in name resolution");
    answers.add(HOST + ": Name or service not known");
    answers.add(HOST);
    answers.add(HOST + ": Temporary failure in name resolution");
    answers.add(HOST);

    assertThat(failure())
        .as("cached, for what reason nobody knows")
        .isExactlyInstanceOf(IOException.class);
    assertThat(failure()).as("no name server").isExactlyInstanceOf(IOException.class);
    assertThat(failure()).as("certain").isInstanceOf(UnknownHostException.class);
    assertThat(failure()).as("cached").isInstanceOf(UnknownHostException.class);
    assertThat(failure()).as("no name server again").isExactlyInstanceOf(IOException.class);
    assertThat(failure()).as("cached again").isExactlyInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Name or service not known",
        "Name does not resolve",
        "Name has no usable address",
        "No address associated with hostname",
        "nodename nor servname provided, or not known",
        "No such host is known (db.example)",
        "invalid IPv6 address",
      })
  void aNameIsUnknownInTheWordsOfEverySystem(String words) {
    may.countDown();
    answers.add(HOST + ": " + words);

    assertThat(failure()).isInstanceOf(UnknownHostException.class);
  }

  @Test
  void aThreadThatCannotBeStartedIsAnOutageAndTheNameIsLookedUpAgain() {
    may.countDown();
    answers.add(new byte[] {10, 0, 0, 1});
    refusals.set(1);

    assertThat(failure())
        .isExactlyInstanceOf(IOException.class)
        .hasMessageContaining("'" + HOST + "' could not be looked up just now")
        .hasRootCauseMessage("unable to create native thread");
    assertThat(address(ask(HOST))).isEqualTo("10.0.0.1");
  }

  private Thread thread(Runnable task) {
    return new Thread(task, "lookup-of-the-test") {
      @Override
      public void start() {
        if (refusals.getAndDecrement() > 0) {
          throw new OutOfMemoryError("unable to create native thread");
        }
        super.start();
      }
    };
  }

  private Throwable failure() {
    Future<List<InetSocketAddress>> answer = ask(HOST);
    assertThat(answer.awaitUninterruptibly(PATIENCE_SECONDS * 1000)).isTrue();
    return answer.cause();
  }

  private Future<List<InetSocketAddress>> ask(String host) {
    return names
        .getResolver(loops.next())
        .resolveAll(InetSocketAddress.createUnresolved(host, 3306));
  }

  private static String address(Future<List<InetSocketAddress>> answer) {
    assertThat(answer.awaitUninterruptibly(PATIENCE_SECONDS * 1000)).isTrue();
    return answer.getNow().get(0).getAddress().getHostAddress();
  }
}
