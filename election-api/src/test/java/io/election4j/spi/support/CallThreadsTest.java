package io.election4j.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.election4j.internal.Await;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import io.election4j.spi.support.BlockingLeaseStores.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Threads, time and the end of a store that was made of a blocking one. */
class CallThreadsTest {

  private static final Duration SHORT = Duration.ofMillis(200);
  private static final LeaseId ID = LeaseId.random();

  private final GatedStore blocking = new GatedStore();
  private final CountDownLatch released = new CountDownLatch(1);
  private final Set<Thread> stuck = ConcurrentHashMap.newKeySet();
  private final AtomicInteger interrupts = new AtomicInteger();
  private final List<LeaseStore> stores = new ArrayList<>();

  @AfterEach
  void close() {
    released.countDown();
    stores.forEach(LeaseStore::close);
  }

  private LeaseStore store(Options options) {
    LeaseStore store = BlockingLeaseStores.reactive(blocking, options);
    stores.add(store);
    return store;
  }

  private LeaseStore patient() {
    return store(Options.defaults());
  }

  private LeaseStore hasty() {
    return store(Options.defaults().withTimeout(SHORT));
  }

  /** Blocks as a driver that reads from a socket without a time-out. */
  private void stick() {
    stuck.add(Thread.currentThread());
    while (released.getCount() > 0) {
      LockSupport.parkNanos(1_000_000);
      if (Thread.interrupted()) {
        interrupts.incrementAndGet();
      }
    }
    stuck.remove(Thread.currentThread());
  }

  private void stickIn(String... calls) {
    blocking.gate(
        call -> {
          if (List.of(calls).contains(call)) {
            stick();
          }
        });
  }

  private Disposable begun(Mono<?> call) {
    int before = stuck.size();
    Disposable subscription = call.subscribe(any -> {}, failure -> {});
    Await.until(() -> stuck.size() > before);
    return subscription;
  }

  /** Makes calls one after another until so many threads are stuck in them. */
  private void stickAtLeast(int threads, Mono<Boolean> call) {
    for (int calls = 0; stuck.size() < threads; calls++) {
      assertThat(calls).as("calls until %s threads are stuck", threads).isLessThan(100);
      BlockingLeaseStoresTest.failure(call);
    }
  }

  /** Waits until a call is answered in time: a machine may be busy for longer than that. */
  private static void answersAtLast(Mono<Boolean> call) {
    Await.until(() -> call.materialize().block(Await.PATIENCE).hasValue());
  }

  private static boolean answers(Mono<Boolean> call) {
    return call.block(Await.PATIENCE) != null;
  }

  @Test
  void aRenewalWaitsBehindNothingElse() {
    LeaseStore store = patient();
    stickIn("fence");
    begun(store.fence(ID, 1));

    assertThat(answers(store.renew(ID))).isTrue();
  }

  @Test
  void asManyCallsRunAtATimeAsThereAreThreads() {
    LeaseStore store = store(Options.defaults().withThreads(3));
    stickIn("fence");
    begun(store.fence(ID, 1));
    begun(store.fence(ID, 2));
    begun(store.fence(ID, 3));

    store.fence(ID, 4).subscribe();

    released.countDown();
    assertThat(answers(store.fence(ID, 5))).isTrue();
    Await.until(() -> blocking.threads.size() == 5);
    assertThat(Set.copyOf(blocking.threads)).hasSize(3);
  }

  @Test
  void subscribingNeverBlocks() {
    LeaseStore store = patient();
    stickIn("fence");
    begun(store.fence(ID, 1));

    Mono<Boolean> onReactorsThread =
        Mono.fromSupplier(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    store.fence(ID, 2).subscribe();
                  }
                  return true;
                })
            .subscribeOn(Schedulers.parallel());

    assertThat(answers(onReactorsThread)).isTrue();
  }

  @Test
  void aCallThatWaitsAndIsCancelledIsNotBegun() {
    LeaseStore store = patient();
    stickIn("fence");
    begun(store.fence(ID, 1));
    store.end(ID).subscribe().dispose();

    released.countDown();

    assertThat(answers(store.fence(ID, 2))).isTrue();
    assertThat(blocking.calls).containsExactly("fence", "fence");
  }

  @Test
  void aCallThatRunsAndIsCancelledGoesOn() {
    LeaseStore store = patient();
    stickIn("fence");
    begun(store.fence(ID, 1)).dispose();
    assertThat(stuck).hasSize(1);

    released.countDown();

    assertThat(answers(store.fence(ID, 2))).isTrue();
    assertThat(interrupts).hasValue(0);
  }

  @Test
  void aCallThatTakesTooLongIsAnsweredAndInterrupted() {
    LeaseStore store = hasty();
    blocking.gate(call -> Await.interrupt());

    assertThat(BlockingLeaseStoresTest.failure(store.fence(ID, 1)))
        .hasMessage("fence did not end within 200 ms")
        .returns(StoreException.Kind.UNAVAILABLE, StoreException::kind);

    blocking.gate(call -> interrupts.addAndGet(Thread.interrupted() ? 1 : 0));
    answersAtLast(store.fence(ID, 1));
    assertThat(interrupts).as("what follows on that thread is not interrupted").hasValue(0);
    assertThat(Set.copyOf(blocking.threads)).as("the same thread").hasSize(1);
  }

  @Test
  void aCallThatWaitsTooLongIsAnsweredAndNeverBegun() {
    LeaseStore store = hasty();
    stickIn("fence");
    begun(store.fence(ID, 1));

    assertThat(BlockingLeaseStoresTest.failure(store.end(ID)))
        .hasMessageMatching("end was not begun, as .*, within 200 ms");

    released.countDown();
    answersAtLast(store.fence(ID, 2));
    assertThat(blocking.calls).doesNotContain("end");
  }

  @Test
  void stuckThreadsAreReplacedWithinABoundAndWorkAgainOnceTheServerAnswers() {
    LeaseStore store = hasty();
    stickIn("fence");
    stickAtLeast(1 + Lane.SPARE, store.fence(ID, 1));
    Await.until(
        () -> failureOf(store).contains("9 threads are stuck in earlier calls, and no more"));
    for (int i = 0; i < 5; i++) {
      assertThat(failureOf(store)).startsWith("fence was not begun");
    }
    assertThat(stuck).hasSize(1 + Lane.SPARE);
    answersAtLast(store.renew(ID));

    released.countDown();

    Await.until(() -> stuck.isEmpty());
    blocking.threads.clear();
    answersAtLast(store.fence(ID, 1));
    Await.until(() -> living("-call-") == 1);
    answersAtLast(store.fence(ID, 1));
  }

  private static String failureOf(LeaseStore store) {
    return String.valueOf(BlockingLeaseStoresTest.failure(store.fence(ID, 1)).getMessage());
  }

  private static long living(String kind) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("election-store" + kind))
        .count();
  }

  @Test
  void twoRenewalsMayBeStuckAndNoMore() {
    LeaseStore store = hasty();
    stickIn("renew");
    stickAtLeast(2, store.renew(ID));
    for (int i = 0; i < 5; i++) {
      assertThat(BlockingLeaseStoresTest.failure(store.renew(ID)))
          .hasMessageStartingWith("renew was not begun");
    }
    assertThat(stuck).hasSize(2);

    released.countDown();
    Await.until(() -> stuck.isEmpty());
    answersAtLast(store.renew(ID));
  }

  @Test
  void soManyCallsWaitAndNoMore() {
    LeaseStore store = patient();
    stickIn("fence");
    begun(store.fence(ID, 1));
    for (int i = 0; i < Lane.MOST_WAITING; i++) {
      store.fence(ID, 1).subscribe();
    }

    assertThat(BlockingLeaseStoresTest.failure(store.fence(ID, 1)))
        .hasMessage("fence: 1000 calls wait already, earlier calls took too long");

    released.countDown();
    Await.until(() -> blocking.calls.size() == 1 + Lane.MOST_WAITING);
  }

  // == The end ==

  @Test
  void closingWaitsForWhatRunsAnswersWhatWaitsAndEndsTheThreads() {
    LeaseStore store = patient();
    CountDownLatch closing = new CountDownLatch(1);
    List<Object> told = new CopyOnWriteArrayList<>();
    blocking.gate(
        call -> {
          stuck.add(Thread.currentThread());
          Await.on(closing);
        });
    Mono<Boolean> running = store.fence(ID, 1).doOnNext(told::add);
    begun(running);
    store.renew(ID).subscribe();
    store
        .end(ID)
        .subscribe(
            any -> {},
            failure -> {
              told.add(failure);
              closing.countDown();
            });

    store.close();

    assertThat(told).hasSize(2);
    assertThat(told.get(0)).asString().endsWith("the store is closed");
    assertThat(told.get(1)).isEqualTo(false);
    assertThat(blocking.closed).hasValue(1);
    Await.until(() -> living("-") == 0);
  }

  @Test
  void closingAgainDoesNothing() {
    LeaseStore store = patient();
    store.close();
    store.close();

    Await.until(() -> living("-close") == 0);
    assertThat(blocking.closed).hasValue(1);
    assertThat(BlockingLeaseStoresTest.failure(store.renew(ID)))
        .hasMessage("the store is closed")
        .returns(StoreException.Kind.UNAVAILABLE, StoreException::kind);
    assertThat(blocking.calls).isEmpty();
  }

  @Test
  void closingDoesNotWaitForWhatIsStuck() {
    LeaseStore store = patient();
    stickIn("fence");
    List<Object> told = new CopyOnWriteArrayList<>();
    begun(store.fence(ID, 1).doOnError(told::add));

    store.close();

    assertThat(told).singleElement().asString().endsWith("the store is closed");
    Await.until(() -> interrupts.get() > 0);
    assertThat(blocking.closed).hasValue(1);
  }

  @Test
  void closingOnAThreadOfTheStoresOwnDoesNotWaitForItself() {
    LeaseStore store = patient();
    assertThat(answers(store.renew(ID).doOnNext(any -> store.close()))).isTrue();
    Await.until(() -> blocking.closed.get() == 1);
    Await.until(() -> living("-") == 0);
  }

  @Test
  void closingOnAThreadThatMustNotBlockOnlyBegins() {
    LeaseStore store = patient();
    stickIn("fence");
    begun(store.fence(ID, 1));

    assertThatCode(
            () ->
                Mono.fromRunnable(store::close)
                    .subscribeOn(Schedulers.parallel())
                    .block(Await.PATIENCE))
        .doesNotThrowAnyException();

    released.countDown();
    Await.until(() -> blocking.closed.get() == 1);
  }
}
