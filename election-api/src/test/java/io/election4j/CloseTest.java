package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.internal.Await;
import io.election4j.internal.InVirtualTime;
import io.election4j.spi.InMemoryLeaseStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Closing where it is least convenient, in real time. */
class CloseTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final InMemoryLeaseStore store = InMemoryLeaseStore.create();
  private final List<ElectionEvent> events = new CopyOnWriteArrayList<>();

  private Elections elections() {
    return Elections.builder(store.connect())
        .candidate(Candidate.named("a"))
        .lease(Duration.ofSeconds(3))
        .build();
  }

  private Election led(Elections elections) {
    Election election = elections.join("books");
    election.events().ofType(Elected.class).blockFirst(PATIENCE);
    election.events().subscribe(events::add);
    return election;
  }

  private void awaitHandedOver() {
    Await.until(() -> !InVirtualTime.only(Revoked.class, events).isEmpty());
    assertThat(InVirtualTime.only(Revoked.class, events))
        .containsExactly(new Revoked("books", 1, ElectionEvent.Reason.CLOSED, 0));
    assertThat(store.list("books").blockFirst().vacant()).isTrue();
  }

  @Test
  void anInterruptedThreadClosesAllTheSameAndStaysInterrupted() {
    Elections elections = elections();
    led(elections);
    Thread.currentThread().interrupt();
    elections.close();
    assertThat(Thread.interrupted()).isTrue();
    awaitHandedOver();
  }

  @Test
  void whoeverWaitsUntilAnElectionIsLeftCannotHoldUpTheEngine() {
    try (Elections elections = elections()) {
      Mono<String> thread = Mono.fromSupplier(() -> Thread.currentThread().getName());
      String told = led(elections).leave().then(thread).block(PATIENCE);
      assertThat(told).startsWith("election-task");
    }
  }

  @Test
  void aListenerMayClose() {
    Elections elections = elections();
    CountDownLatch closed = new CountDownLatch(1);
    Election election = led(elections);
    election
        .events()
        .ofType(Elected.class)
        .subscribe(
            elected -> {
              elections.close();
              closed.countDown();
            });
    Await.on(closed);
    awaitHandedOver();
  }

  @Test
  void workMayCloseIfItDoesNotWaitForItself() {
    Elections elections = elections();
    CountDownLatch closed = new CountDownLatch(1);
    Election election = led(elections);
    election
        .whileLeading(l -> elections.closeLater().doFinally(end -> closed.countDown()))
        .subscribe();
    Await.on(closed);
    awaitHandedOver();
  }

  @Test
  void aWorkerThatClosesIsInterruptedAndTheRecordIsLeft() {
    Elections elections = elections();
    CountDownLatch closed = new CountDownLatch(1);
    Election election = led(elections);
    election
        .callWhileLeading(
            l -> {
              elections.closeLater().doFinally(end -> closed.countDown()).subscribe();
              Await.interrupt();
              return 1;
            })
        .subscribe();
    Await.on(closed);
    awaitHandedOver();
  }

  @Test
  void aShutdownHookHandsOverBeforeTheJvmEnds() throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                ChildJvm.classPath(),
                ChildJvm.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).isEqualTo(7);
      assertThat(output).contains("stopped while leading: true", "revoked CLOSED", "vacant: true");
    } finally {
      child.destroyForcibly();
    }
  }
}
