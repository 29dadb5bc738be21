package io.election4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Who runs callbacks, and when another thread is started: the test says what time it is. */
@Timeout(60)
class ShortTasksTest {

  private static final int MOST = 8;
  private static final int MORE = 2;

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final List<Thread> started = new CopyOnWriteArrayList<>();
  private final CountDownLatch go = new CountDownLatch(1);
  private final AtomicInteger blocked = new AtomicInteger();
  private final ShortTasks tasks =
      new ShortTasks(new ShortTasks.Most(MOST, MORE), this::thread, time);

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "short-tasks-test");
    thread.setDaemon(true);
    started.add(thread);
    return thread;
  }

  @AfterEach
  void unblock() {
    go.countDown();
    time.dispose();
  }

  private void block() {
    blocked.incrementAndGet();
    Await.on(go);
  }

  private void awaitBlocked(int count) {
    Await.until(() -> blocked.get() == count);
  }

  private void pass() {
    time.advanceTimeBy(ShortTasks.SHORT);
  }

  @Test
  void oneThreadRunsABurstOfShortTasksInTheirOrder() {
    List<Integer> ran = new ArrayList<>();
    CountDownLatch over = new CountDownLatch(1);
    IntStream.range(0, 100_000).forEach(i -> tasks.execute(() -> ran.add(i)));
    tasks.execute(over::countDown);
    Await.on(over);
    assertThat(ran).isEqualTo(IntStream.range(0, 100_000).boxed().toList());
    assertThat(started).hasSize(1);
  }

  /** While one burst ends, the thread comes to rest and another one begins. */
  @Test
  void manyBurstsAreRunInTheirOrder() {
    for (int burst = 0; burst < 20_000; burst++) {
      List<Integer> ran = new ArrayList<>();
      CountDownLatch over = new CountDownLatch(1);
      IntStream.range(0, 5).forEach(i -> tasks.execute(() -> ran.add(i)));
      tasks.execute(over::countDown);
      Await.on(over);
      assertThat(ran).containsExactly(0, 1, 2, 3, 4);
    }
  }

  @Test
  void tasksThatBlockHoldUpTheOthersForAMomentOnly() {
    CountDownLatch ran = new CountDownLatch(1);
    IntStream.range(0, 3).forEach(i -> tasks.execute(this::block));
    tasks.execute(ran::countDown);
    awaitBlocked(1);
    assertThat(started).hasSize(1);
    pass();
    awaitBlocked(2);
    pass();
    awaitBlocked(3);
    Await.on(ran);
    assertThat(started).hasSize(4);
  }

  @Test
  void whoeverComesWhenAllHaveBeenBlockedForLongGetsAThreadAtOnce() {
    CountDownLatch ran = new CountDownLatch(1);
    tasks.execute(this::block);
    awaitBlocked(1);
    pass();
    tasks.execute(ran::countDown);
    Await.on(ran);
    assertThat(started).hasSize(2);
  }

  @Test
  void noMoreThreadsAreStartedThanThereMayBe() {
    CountDownLatch last = new CountDownLatch(1);
    IntStream.range(0, MOST).forEach(i -> tasks.execute(this::block));
    tasks.execute(last::countDown);
    for (int i = 1; i < MOST; i++) {
      awaitBlocked(Math.min(MOST, 1 << (i - 1)));
      pass();
    }
    awaitBlocked(MOST);
    IntStream.range(0, 10).forEach(i -> pass());
    assertThat(started).hasSize(MOST);
    assertThat(last.getCount()).isEqualTo(1);
    go.countDown();
    Await.on(last);
  }

  @Test
  void urgentTasksComeFirstAndGetThreadsOfTheirOwnWhenAllOthersAreBlocked() {
    blockAllThereMayBe();
    List<String> ran = new CopyOnWriteArrayList<>();
    CountDownLatch urgent = new CountDownLatch(1);
    tasks.execute(() -> ran.add("late"));
    tasks
        .urgent()
        .execute(
            () -> {
              ran.add("urgent");
              urgent.countDown();
            });
    pass();
    Await.on(urgent);
    assertThat(ran).containsExactly("urgent");
    assertThat(started).hasSizeBetween(MOST + 1, MOST + MORE);
  }

  private void blockAllThereMayBe() {
    for (int i = 1; i <= MOST; i++) {
      tasks.execute(this::block);
      awaitBlocked(i);
      pass();
    }
  }

  @Test
  void aThreadThatHasRestedIsTakenAgainAndEndsWhenNothingComes() {
    CountDownLatch first = new CountDownLatch(1);
    tasks.execute(first::countDown);
    Await.on(first);
    Await.until(() -> started.get(0).getState() == Thread.State.TIMED_WAITING);
    CountDownLatch second = new CountDownLatch(1);
    tasks.execute(second::countDown);
    Await.on(second);
    assertThat(started).hasSize(1);
    Await.until(() -> !started.get(0).isAlive());
    CountDownLatch third = new CountDownLatch(1);
    tasks.execute(third::countDown);
    Await.on(third);
    assertThat(started).hasSize(2);
  }

  @Test
  void aTaskThatIsInterruptedLeavesNothingOfThatToTheNext() {
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    CountDownLatch next = new CountDownLatch(1);
    Future<?> stuck = tasks.submit(this::block);
    awaitBlocked(1);
    tasks.execute(
        () -> {
          interrupted.set(Thread.currentThread().isInterrupted());
          next.countDown();
        });
    stuck.cancel(true);
    Await.on(next);
    assertThat(interrupted.get()).isFalse();
    assertThat(started).hasSize(1);
  }

  @Test
  void aThreadThatCannotBeStartedLosesNoTask() {
    AtomicInteger refusals = new AtomicInteger(2);
    CountDownLatch ran = new CountDownLatch(1);
    ShortTasks poor =
        new ShortTasks(
            new ShortTasks.Most(MOST, MORE),
            task -> {
              if (refusals.getAndDecrement() > 0) {
                throw new OutOfMemoryError("wanted by the test");
              }
              return thread(task);
            },
            time);
    poor.execute(ran::countDown);
    pass();
    pass();
    Await.on(ran);
  }

  @Test
  void norDoesOneThatCannotBeStartedOnceNobodyTellsTheTimeAnyMore() {
    for (boolean ended : new boolean[] {false, true}) {
      Scheduler past = Schedulers.newSingle("past");
      past.dispose();
      AtomicInteger refusals = new AtomicInteger();
      CountDownLatch free = new CountDownLatch(1);
      CountDownLatch begun = new CountDownLatch(1);
      ShortTasks poor =
          new ShortTasks(new ShortTasks.Most(2, 0), task -> refusing(refusals, task), past);
      poor.execute(
          () -> {
            begun.countDown();
            Await.on(free);
          });
      Await.on(begun);
      if (ended) {
        poor.end();
      }
      refusals.set(1);
      CountDownLatch ran = new CountDownLatch(2);
      assertThatCode(() -> poor.execute(ran::countDown)).doesNotThrowAnyException();
      poor.execute(ran::countDown);
      Await.on(ran);
      free.countDown();
    }
  }

  private Thread refusing(AtomicInteger refusals, Runnable task) {
    return new Thread(task, "short-tasks-test") {
      @Override
      public void start() {
        if (refusals.getAndDecrement() > 0) {
          throw new OutOfMemoryError("wanted by the test");
        }
        setDaemon(true);
        super.start();
      }
    };
  }

  @Test
  void onceNobodyTellsTheTimeAnyMoreOthersAreStartedAtOnce() {
    time.dispose();
    CountDownLatch ran = new CountDownLatch(1);
    tasks.execute(this::block);
    awaitBlocked(1);
    tasks.execute(ran::countDown);
    Await.on(ran);
  }

  @Test
  void reactorsThreadsMayHandInTasksWhileOthersDo() {
    CountDownLatch ran = new CountDownLatch(4 * 1_000);
    assertThatCode(
            () ->
                Mono.when(
                        IntStream.range(0, 4)
                            .mapToObj(
                                i ->
                                    Mono.fromRunnable(() -> handIn(ran))
                                        .subscribeOn(Schedulers.parallel()))
                            .toList())
                    .block(Await.PATIENCE))
        .doesNotThrowAnyException();
    Await.on(ran);
  }

  private void handIn(CountDownLatch ran) {
    IntStream.range(0, 1_000).forEach(i -> tasks.execute(ran::countDown));
  }
}
