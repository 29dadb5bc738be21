package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.engine.Deadline;
import io.election4j.engine.Moment;
import io.election4j.spi.LeaseId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

/** With an executor that runs its tasks when the test says so, on the test's thread. */
class WorkerWorkTest {

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final AtomicInteger stopped = new AtomicInteger();

  private static Leadership leadership() {
    Clocks clocks = new Clocks(VirtualTimeScheduler.create());
    Deadline until = new Deadline(1_000_000_000, 1_000);
    assertThat(until.passed(new Moment(0, 0))).isFalse();
    return new TimedLeadership("a", 1, new Trust(LeaseId.random(), until), clocks, () -> {});
  }

  private static LeaderWorker failing() {
    return new LeaderWorker() {
      @Override
      public void start(Leadership leadership) {
        throw new IllegalStateException("no paper");
      }

      @Override
      public void stop(Leadership leadership) {
        throw new AssertionError("never started");
      }
    };
  }

  @Test
  void afterAFailedStartStoppingInterruptsNobody() {
    WorkerWork work = new WorkerWork(failing(), tasks::add);
    work.start(leadership(), stopped::incrementAndGet);
    tasks.remove().run();
    work.stop();
    assertThat(Thread.interrupted()).isFalse();
    assertThat(tasks).isEmpty();
    assertThat(stopped).hasValue(1);
  }

  @Test
  void stoppedBeforeItBeganItNeverStarts() {
    WorkerWork work = new WorkerWork(failing(), tasks::add);
    work.start(leadership(), stopped::incrementAndGet);
    work.stop();
    tasks.remove().run();
    assertThat(tasks).isEmpty();
    assertThat(stopped).hasValue(1);
  }
}
