package io.election4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Those who listen, each with a queue of its own. */
class ListenersTest {

  private static final int MANY = 20_000;

  private final ExecutorService engine = Executors.newSingleThreadExecutor();
  private final Scheduler callbacks = Schedulers.newBoundedElastic(50, 10_000, "callbacks");
  private final Listeners<Integer> listeners =
      new Listeners<>(
          engine::execute,
          callbacks,
          new Repetitions(new Clocks(callbacks), new RecordedLog().log()));
  private final List<Integer> heard = new CopyOnWriteArrayList<>();

  @AfterEach
  void end() {
    engine.shutdownNow();
    callbacks.dispose();
  }

  private void emitMany() {
    engine.execute(() -> IntStream.range(0, MANY).forEach(listeners::emit));
    engine.execute(listeners::complete);
  }

  @Test
  void aSlowOneMissesNothingAndHoldsUpNobody() {
    CountDownLatch go = new CountDownLatch(1);
    List<Integer> slow = new ArrayList<>();
    List<Integer> fast = new ArrayList<>();
    CountDownLatch slowOver = new CountDownLatch(1);
    CountDownLatch fastOver = new CountDownLatch(1);
    listeners
        .flux(first -> {})
        .doFinally(end -> slowOver.countDown())
        .subscribe(
            value -> {
              Await.on(go);
              slow.add(value);
            });
    listeners.flux(first -> {}).doFinally(end -> fastOver.countDown()).subscribe(fast::add);
    emitMany();
    Await.on(fastOver);
    assertThat(slow).isEmpty();
    go.countDown();
    Await.on(slowOver);
    List<Integer> all = IntStream.range(0, MANY).boxed().toList();
    assertThat(fast).isEqualTo(all);
    assertThat(slow).isEqualTo(all);
  }

  @Test
  void oneThatThrowsHarmsOnlyItself() {
    CountDownLatch over = new CountDownLatch(1);
    listeners
        .flux(first -> {})
        .subscribe(
            value -> {
              throw new IllegalStateException("wanted by the test");
            },
            failure -> {});
    listeners
        .flux(first -> {})
        .subscribe(
            value -> {
              throw new StackOverflowError("wanted by the test");
            },
            failure -> {});
    listeners.flux(first -> {}).doFinally(end -> over.countDown()).subscribe(heard::add);
    listeners.flux(first -> listeners.emit(-1)).subscribe(value -> {}, failure -> {});
    emitMany();
    Await.on(over);
    assertThat(heard).hasSize(MANY + 1);
  }

  @Test
  void anyoneMayCancelFromAnywhere() throws InterruptedException {
    List<Disposable> subscriptions = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 200; i++) {
      subscriptions.add(
          listeners.flux(first -> {}).subscribe(value -> cancelOne(subscriptions, value)));
    }
    CountDownLatch over = new CountDownLatch(1);
    listeners.flux(first -> {}).doFinally(end -> over.countDown()).subscribe(heard::add);
    Thread other = new Thread(() -> subscriptions.forEach(Disposable::dispose));
    emitMany();
    other.start();
    Await.on(over);
    other.join();
    assertThat(heard).hasSize(MANY);
  }

  private static void cancelOne(List<Disposable> subscriptions, int value) {
    if (value % 100 == 0 && !subscriptions.isEmpty()) {
      subscriptions.get(value / 100 % subscriptions.size()).dispose();
    }
  }
}
