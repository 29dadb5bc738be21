package io.election4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Election;
import io.election4j.LeaderWorker;
import io.election4j.Leadership;
import io.election4j.OnFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** With an executor that runs its tasks when the test says so, on the test's thread. */
class WorkerWorkTest {

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final AtomicInteger stopped = new AtomicInteger();
  private boolean refusing;

  private final List<Throwable> failures = new ArrayList<>();
  private final List<LogLine> said = new ArrayList<>();

  private final Leadership leadership = leadership();

  /** Returns one that was won for real. */
  private static Leadership leadership() {
    InVirtualTime world = new InVirtualTime();
    Election election = world.process("me", world.store()).join("a");
    world.pass(InVirtualTime.T);
    return election.leadership().orElseThrow();
  }

  private WorkerWork work(LeaderWorker worker) {
    Threads.Workers threads =
        new Threads.Workers(Runnable::run, this::accept, this::accept, new Inside());
    return new WorkerWork(worker, OnFailure.fail(), threads);
  }

  private void accept(Runnable task) {
    if (refusing) {
      throw new RejectedExecutionException("no threads");
    }
    tasks.add(task);
  }

  private final Work.Ending ending =
      new Work.Ending() {
        @Override
        public void ended(@Nullable Throwable failure) {
          stopped.incrementAndGet();
          if (failure != null) {
            failures.add(failure);
          }
        }

        @Override
        public void say(LogLine line, Throwable failure) {
          said.add(line);
        }
      };

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
    WorkerWork work = work(failing());
    work.start(leadership, ending);
    tasks.remove().run();
    work.stop();
    assertThat(Thread.interrupted()).isFalse();
    assertThat(tasks).isEmpty();
    assertThat(stopped).hasValue(1);
    assertThat(said).containsExactly(LogLine.NOT_STARTED);
  }

  @Test
  void stoppedBeforeItBeganItNeverStarts() {
    WorkerWork work = work(failing());
    work.start(leadership, ending);
    work.stop();
    tasks.remove().run();
    assertThat(tasks).isEmpty();
    assertThat(stopped).hasValue(1);
  }

  @Test
  void whatTheExecutorRefusesToStartHasFailed() {
    refusing = true;
    work(failing()).start(leadership, ending);
    assertThat(stopped).hasValue(1);
    assertThat(failures).singleElement().isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void whatTheExecutorRefusesToStopIsStoppedAllTheSame() {
    AtomicInteger stops = new AtomicInteger();
    WorkerWork work = work(stopping(stops));
    work.start(leadership, ending);
    tasks.remove().run();
    refusing = true;
    work.stop();
    assertThat(stops).hasValue(1);
    assertThat(stopped).hasValue(1);
    assertThat(failures).isEmpty();
  }

  private static LeaderWorker stopping(AtomicInteger stops) {
    return new LeaderWorker() {
      @Override
      public void start(Leadership leadership) {}

      @Override
      public void stop(Leadership leadership) {
        stops.incrementAndGet();
      }
    };
  }
}
