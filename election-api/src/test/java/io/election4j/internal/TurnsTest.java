package io.election4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Tasks on workers that run several at a time. */
@Timeout(60)
class TurnsTest {

  private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(4);
  private final Scheduler several = Schedulers.fromExecutorService(pool);
  private final AtomicInteger ran = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicBoolean together = new AtomicBoolean();

  @AfterEach
  void end() {
    pool.shutdownNow();
  }

  private Turns turns(Scheduler scheduler) {
    return new Turns(
        scheduler.createWorker(), new ElectionLog(LoggerFactory.getLogger(TurnsTest.class)));
  }

  private void task() {
    together.compareAndSet(false, running.incrementAndGet() > 1);
    ran.incrementAndGet();
    running.decrementAndGet();
  }

  @Test
  void onAWorkerOfSeveralThreadsNoneIsLostAndNoTwoAreRunTogether() {
    handInAndAwait(turns(several));
  }

  @Test
  void whatAFullWorkerRefusesIsRunInTurnAsWell() {
    Scheduler full = Schedulers.newBoundedElastic(1, 3, "full");
    Scheduler own = Schedulers.newSingle("own");
    Turns turns = turns(new LentScheduler(full, own, UnaryOperator.identity()));
    handInAndAwait(turns);
    assertThat(turns.ended()).isFalse();

    full.dispose();
    turns.execute(this::task);
    assertThat(turns.ended()).isTrue();
    own.dispose();
  }

  private void handInAndAwait(Turns turns) {
    for (int round = 0; round < 200; round++) {
      ran.set(0);
      handIn(turns, 100);
      Await.until(() -> ran.get() == 100);
    }
    assertThat(together).isFalse();
  }

  /** A task may hand in another, which some executors run at once. */
  @Test
  void onAWorkerThatRunsTasksAtOnceTheyStillFollowEachOther() {
    Turns turns = turns(Schedulers.immediate());
    turns.execute(
        () -> {
          running.incrementAndGet();
          turns.execute(this::task);
          running.decrementAndGet();
        });
    assertThat(ran).hasValue(1);
    assertThat(together).isFalse();
  }

  private void handIn(Turns turns, int tasks) {
    IntStream.range(0, tasks)
        .parallel()
        .forEach(
            number -> {
              if (number % 4 == 0) {
                turns.after(Duration.ofNanos(number), this::task);
              } else {
                turns.execute(this::task);
              }
            });
  }
}
