package io.election4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class InVirtualTimeTest {

  private final InVirtualTime world = new InVirtualTime();

  @Test
  void timeHasPassedOnceThatReturnsThoughAnotherThreadDoesWhatIsDue() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicBoolean done = new AtomicBoolean();
    AtomicBoolean doneInTime = new AtomicBoolean();
    Runnable work =
        () -> {
          begun.countDown();
          Await.on(go);
        };
    Thread other = new Thread(() -> world.time.schedule(work));
    other.start();
    Await.on(begun);
    world.time.schedule(() -> done.set(true), 1, TimeUnit.SECONDS);

    Thread passing =
        new Thread(
            () -> {
              world.pass(Duration.ofSeconds(2));
              doneInTime.set(done.get());
            });
    passing.start();
    Await.until(() -> !passing.isAlive() || passing.getState() == Thread.State.TIMED_WAITING);
    go.countDown();
    passing.join();
    other.join();

    assertThat(doneInTime).isTrue();
  }
}
