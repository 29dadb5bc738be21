package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.internal.Await;
import io.election4j.internal.FaultyStore;
import io.election4j.internal.FaultyStore.Call;
import io.election4j.internal.FaultyStore.Fault;
import io.election4j.internal.InVirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

class LeaderWorkerTest {

  private interface Start {
    void run() throws Exception;
  }

  private final InVirtualTime world = new InVirtualTime();
  private final FaultyStore store = world.store();
  private final Elections process = world.process("a", store);
  private final Election election = process.join("books");
  private final List<String> calls = new CopyOnWriteArrayList<>();

  private Disposable lead(Start start, Start stop) {
    return election.lead(
        new LeaderWorker() {
          @Override
          public void start(Leadership leadership) throws Exception {
            calls.add("start " + leadership.term());
            start.run();
          }

          @Override
          public void stop(Leadership leadership) throws Exception {
            calls.add("stop " + leadership.term() + " " + leadership.isValid());
            stop.run();
          }
        });
  }

  private void awaitCalls(String... expected) {
    Await.until(
        () -> {
          world.settle();
          return calls.size() >= expected.length;
        });
    assertThat(calls).containsExactly(expected);
  }

  private void awaitLeft() {
    Await.until(
        () -> {
          world.settle();
          return !election.status().running();
        });
  }

  @Test
  void itIsStartedWhenElectedAndStoppedWhenLeaving() {
    lead(() -> {}, () -> {});
    awaitCalls("start 1");
    election.leave().subscribe();
    awaitCalls("start 1", "stop 1 true");
    awaitLeft();
    assertThat(store.count(Call.AMEND)).isEqualTo(1);
  }

  @Test
  void itIsStoppedAfterTheTermWhenTheStoreIsLostAndStartedAgain() {
    lead(() -> {}, () -> {});
    awaitCalls("start 1");
    store.always(Fault.STALLS);
    world.pass(Duration.ofSeconds(11));
    awaitCalls("start 1", "stop 1 false");
    store.healthy();
    world.pass(Duration.ofSeconds(20));
    awaitCalls("start 1", "stop 1 false", "start 2");
  }

  @Test
  void aStartThatBlocksIsInterruptedAndThenStopped() {
    lead(Await::interrupt, () -> {});
    awaitCalls("start 1");
    election.leave().subscribe();
    awaitCalls("start 1", "stop 1 true");
    awaitLeft();
  }

  @Test
  void aStartThatWrapsItsInterruptIsStoppedAllTheSame() {
    lead(
        () -> {
          try {
            Await.interrupt();
          } catch (InterruptedException interrupted) {
            throw new IllegalStateException("wrapped", interrupted);
          }
        },
        () -> {});
    awaitCalls("start 1");
    election.leave().subscribe();
    awaitCalls("start 1", "stop 1 true");
    awaitLeft();
  }

  @Test
  void aStartThatIgnoresTheInterruptIsStoppedWhenItReturns() {
    CountDownLatch go = new CountDownLatch(1);
    lead(() -> Uninterruptible.await(go), () -> {});
    awaitCalls("start 1");
    election.leave().subscribe();
    world.pass(Duration.ofSeconds(14));
    assertThat(calls).hasSize(1);
    assertThat(election.status().running()).isTrue();
    go.countDown();
    awaitCalls("start 1", "stop 1 true");
    awaitLeft();
  }

  @Test
  void aStartThatThrowsIsNotStoppedAndDoesNotKeepTheOffice() {
    lead(
        () -> {
          throw new IllegalStateException("no paper");
        },
        () -> {});
    awaitCalls("start 1");
    election.leave().subscribe();
    awaitLeft();
    assertThat(calls).containsExactly("start 1");
  }

  @Test
  void aStopThatThrowsCountsAsStopped() {
    lead(
        () -> {},
        () -> {
          throw new IllegalStateException("paper jam");
        });
    awaitCalls("start 1");
    election.leave().subscribe();
    awaitLeft();
  }

  @Test
  void theRecordIsNotVacatedBeforeASlowStopHasReturned() {
    CountDownLatch stopping = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    lead(
        () -> {},
        () -> {
          stopping.countDown();
          Await.on(go);
        });
    awaitCalls("start 1");
    election.leave().subscribe();
    Await.on(stopping);
    world.pass(Duration.ofSeconds(14));
    assertThat(store.count(Call.AMEND)).isZero();
    assertThat(election.leadership()).isPresent();
    go.countDown();
    awaitLeft();
    assertThat(store.count(Call.AMEND)).isEqualTo(1);
  }

  @Test
  void disposingStopsItAndKeepsTheOffice() {
    Disposable worker = lead(() -> {}, () -> {});
    awaitCalls("start 1");
    worker.dispose();
    awaitCalls("start 1", "stop 1 true");
    worker.dispose();
    world.pass(Duration.ofSeconds(14));
    assertThat(calls).hasSize(2);
    assertThat(election.leadership()).isPresent();
  }
}
