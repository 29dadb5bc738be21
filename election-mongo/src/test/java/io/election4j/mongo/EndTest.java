package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.election4j.Election;
import io.election4j.ElectionEvent.Elected;
import io.election4j.Elections;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What is closed is closed when that is reported, and nothing of it goes on. */
@Timeout(60)
class EndTest {

  private static final int TIMES = 5;

  private final TestServer server = TestServers.mongo();
  private final MongoClient client = MongoClients.create(server.url());

  /** Other tests may have left theirs. */
  private final Set<Thread> before = Thread.getAllStackTraces().keySet();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void theThreadsHaveEndedWhenElectionsAreClosed() {
    endsInPeace(() -> MongoLeaseStore.fromUrl(server.url()));
  }

  @Test
  void soItIsOnAClientThatWasHandedIn() {
    endsInPeace(() -> MongoLeaseStore.create(client));
  }

  private void endsInPeace(Supplier<MongoLeaseStore> stores) {
    for (int i = 0; i < TIMES; i++) {
      try (Elections elections = Elections.builder(stores.get()).build()) {
        Election election = elections.join("e");
        election.events().ofType(Elected.class).blockFirst(Some.PATIENCE);
        election.whileLeading(leadership -> Mono.never()).subscribe();
      }
      assertThat(threads()).isEmpty();
    }
  }

  @Test
  void aSubscriberThatTakesAWhileToEndIsWaitedFor() throws InterruptedException {
    MongoLeaseStore store = MongoLeaseStore.create(client);
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch soon = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    store
        .changes()
        .subscribe(
            change -> {
              called.countDown();
              awaitWhateverHappens(soon);
              ended.set(true);
            });
    called.await();

    CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(soon::countDown);
    store.close();

    assertThat(ended).isTrue();
    assertThat(threads()).isEmpty();
  }

  @Test
  void aSubscriberThatNeverEndsIsNotWaitedForWithoutEnd() throws InterruptedException {
    MongoLeaseStore store = MongoLeaseStore.create(client);
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    store
        .changes()
        .subscribe(
            change -> {
              called.countDown();
              awaitWhateverHappens(over);
            });
    called.await();
    Thread.currentThread().interrupt();

    long start = System.nanoTime();
    store.close();

    assertThat(Thread.interrupted()).as("the interrupt status is kept").isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
    over.countDown();
  }

  @Test
  void whoIsInterruptedClosesAsWell() throws InterruptedException {
    MongoLeaseStore store = MongoLeaseStore.fromUrl(server.url());
    Heard.opened(store);
    Thread.currentThread().interrupt();

    store.close();

    assertThat(Thread.interrupted()).as("the interrupt status is kept").isTrue();
    assertThat(threads()).isEmpty();
  }

  private static void awaitWhateverHappens(CountDownLatch latch) {
    boolean waits = true;
    while (waits) {
      try {
        latch.await();
        waits = false;
      } catch (InterruptedException again) {
        // it goes on
      }
    }
  }

  @Test
  void aSubscriberMayCloseAndDoesNotWaitForItself() throws Exception {
    MongoLeaseStore store = MongoLeaseStore.create(client);
    CompletableFuture<Duration> took = new CompletableFuture<>();
    store
        .changes()
        .subscribe(
            change -> {
              long start = System.nanoTime();
              store.close();
              took.complete(Duration.ofNanos(System.nanoTime() - start));
            });

    assertThat(took.get(20, TimeUnit.SECONDS)).isLessThan(Duration.ofMillis(900));
  }

  @Test
  void onAThreadThatMustNotWaitItOnlyBeginsToClose() throws Exception {
    MongoLeaseStore store = MongoLeaseStore.create(client);
    try (Heard heard = Heard.opened(store)) {
      assertThat(heard).isNotNull();
      Executor mustNotWait = Schedulers.parallel()::schedule;
      CompletableFuture.runAsync(store::close, mustNotWait).get(20, TimeUnit.SECONDS);
    }
    Some.eventually(() -> threads().isEmpty(), "the threads end");
  }

  @Test
  void aServerThatIsStillLookedIntoIsLetBe() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      MongoLeaseStore store =
          MongoLeaseStore.fromUrl(
              "mongodb://127.0.0.1:"
                  + silent.getLocalPort()
                  + "/?serverSelectionTimeoutMS=100&connectTimeoutMS=5000");
      store.prepare().subscribe(done -> {}, closed -> {});
      Some.eventually(() -> threads().contains("election-mongo-probe"), "it is looked into");

      store.close();

      assertThat(threads()).isEmpty();
    }
  }

  @Test
  void aStoreThatWasNeverUsedIsClosedAsWellAndTwice() {
    MongoLeaseStore store = MongoLeaseStore.create(client);
    store.close();
    store.close();

    assertThat(threads()).isEmpty();
  }

  private List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .filter(name -> name.startsWith("election") || name.startsWith("boundedElastic"))
        .toList();
  }
}
