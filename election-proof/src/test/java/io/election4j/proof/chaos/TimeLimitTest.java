package io.election4j.proof.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TimeLimitTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void whatATaskReturnsOrThrowsInTimeIsHandedOn() throws Exception {
    assertThat(TimeLimit.within(LONG, () -> "done")).isEqualTo("done");
    assertThatThrownBy(
            () ->
                TimeLimit.within(
                    LONG,
                    () -> {
                      throw new IOException("broken");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("broken");
  }

  @Test
  void aTaskThatNeverReturnsIsInterruptedAndLeft() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);

    assertThatThrownBy(
            () -> TimeLimit.within(Duration.ofMillis(10), () -> waitForEver(interrupted)))
        .isInstanceOf(TimeoutException.class);

    assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void aFaultThatBeginsTooLateIsEnded() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                TimeLimit.<AutoCloseable>within(
                    Duration.ofMillis(10),
                    () -> {
                      waitForEver(interrupted);
                      return ended::countDown;
                    }))
        .isInstanceOf(TimeoutException.class);

    assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
  }

  private static boolean waitForEver(CountDownLatch interrupted) {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException asked) {
      interrupted.countDown();
    }
    return true;
  }
}
