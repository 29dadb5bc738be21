package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.Election.BlockingWork;
import io.election4j.internal.Await;
import io.election4j.internal.FaultyStore;
import io.election4j.internal.FaultyStore.Call;
import io.election4j.internal.FaultyStore.Fault;
import io.election4j.internal.InVirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class CampaignTest {

  private final InVirtualTime world = new InVirtualTime();
  private final FaultyStore store = world.store();
  private final Elections process = world.process("a", store);
  private final Election election = process.join("books");
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final AtomicReference<Throwable> thrown = new AtomicReference<>();

  private Thread campaign(BlockingWork work) {
    return campaign(work, OnFailure.fail());
  }

  private Thread campaign(BlockingWork work, OnFailure onFailure) {
    Thread thread =
        new Thread(
            () -> {
              try {
                election.campaign(
                    leadership -> {
                      calls.add("work " + leadership.term());
                      work.run(leadership);
                    },
                    onFailure);
                calls.add("returned");
              } catch (Throwable failure) {
                thrown.set(failure);
                calls.add("threw");
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
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
  void itWorksInEveryTermAndReturnsAfterLeaving() {
    campaign(leadership -> Await.interrupt());
    awaitCalls("work 1");
    store.always(Fault.STALLS);
    world.pass(Duration.ofSeconds(20));
    store.healthy();
    world.pass(Duration.ofSeconds(20));
    awaitCalls("work 1", "work 2");
    election.leave().subscribe();
    awaitCalls("work 1", "work 2", "returned");
    assertThat(store.count(Call.AMEND)).isEqualTo(1);
  }

  @Test
  void workThatReturnsEarlyIsNotRepeatedInTheSameTerm() {
    campaign(leadership -> {});
    awaitCalls("work 1");
    world.pass(Duration.ofMinutes(1));
    assertThat(calls).hasSize(1);
    assertThat(election.leadership()).isPresent();
    election.leave().subscribe();
    awaitCalls("work 1", "returned");
  }

  @Test
  void workThatFailsEndsTheCampaignAndKeepsTheOffice() {
    campaign(
        leadership -> {
          throw new IllegalStateException("no paper");
        });
    awaitCalls("work 1", "threw");
    assertThat(thrown.get()).hasMessage("no paper");
    election.leave().subscribe();
    awaitLeft();
  }

  @Test
  void workThatFailsMayBeTriedAgainInTheSameTerm() {
    campaign(CampaignTest::failing, OnFailure.retryAfter(Duration.ofSeconds(5)));
    awaitCalls("work 1");
    world.pass(Duration.ofSeconds(5));
    awaitCalls("work 1", "work 1");
    election.leave().subscribe();
    awaitCalls("work 1", "work 1", "returned");
  }

  @Test
  void workThatFailsMayMakeItStepDownAndGoOn() {
    campaign(CampaignTest::failing, OnFailure.stepDown(Duration.ofMinutes(1)));
    awaitCalls("work 1");
    awaitRevoked();
    world.pass(Duration.ofSeconds(65));
    awaitCalls("work 1", "work 2");
  }

  private static void failing(Leadership leadership) {
    throw new IllegalStateException("no paper");
  }

  private void awaitRevoked() {
    Await.until(
        () -> {
          world.settle();
          return election.leadership().isEmpty();
        });
  }

  @Test
  void whatWorkThrowsAfterItWasAskedToStopIsNoFailure() {
    campaign(
        leadership -> {
          try {
            Await.interrupt();
          } finally {
            failing(leadership);
          }
        });
    awaitCalls("work 1");
    election.leave().subscribe();
    awaitCalls("work 1", "returned");
  }

  @Test
  void anInterruptBySomeoneElseEndsTheCampaignWhateverBecomesOfFailures() {
    Thread thread =
        campaign(leadership -> Await.interrupt(), OnFailure.retryAfter(Duration.ofSeconds(1)));
    awaitCalls("work 1");
    thread.interrupt();
    awaitCalls("work 1", "threw");
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    election.leave().subscribe();
    awaitLeft();
  }

  @Test
  void anInterruptBySomeoneElseEndsTheCampaign() {
    Thread thread = campaign(leadership -> Await.interrupt());
    awaitCalls("work 1");
    thread.interrupt();
    awaitCalls("work 1", "threw");
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    election.leave().subscribe();
    awaitLeft();
  }

  @Test
  void anInterruptWhileWaitingForOfficeEndsTheCampaign() {
    store.always(Fault.STALLS);
    world.pass(Duration.ofSeconds(20));
    Thread thread = campaign(leadership -> {});
    Await.until(() -> thread.getState() == Thread.State.WAITING);
    thread.interrupt();
    awaitCalls("threw");
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void anInterruptThatMeetsTheElectionLeavesNoWorkBehind() {
    world.settle();
    assertThat(election.leadership()).isPresent();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> election.campaign(leadership -> calls.add("work")))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    election.leave().subscribe();
    awaitLeft();
    assertThat(calls).isEmpty();
  }

  @Test
  void workThatWrapsOurInterruptDoesNotEndTheCampaign() {
    campaign(leadership -> Mono.never().block());
    awaitCalls("work 1");
    store.always(Fault.STALLS);
    world.pass(Duration.ofSeconds(20));
    store.healthy();
    world.pass(Duration.ofSeconds(20));
    awaitCalls("work 1", "work 2");
  }

  @Test
  void ourInterruptIsGoneWhenTheWorkHasReturned() {
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    CountDownLatch go = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              try {
                election.campaign(leadership -> Uninterruptible.spinUntilInterrupted(go));
                interrupted.set(Thread.currentThread().isInterrupted());
              } catch (Exception failure) {
                thrown.set(failure);
              }
            });
    thread.setDaemon(true);
    thread.start();
    world.settle();
    Await.on(go);
    election.leave().subscribe();
    Await.until(
        () -> {
          world.settle();
          return interrupted.get() != null;
        });
    assertThat(interrupted.get()).isFalse();
    assertThat(thrown.get()).isNull();
  }

  @Test
  void theRecordIsNotVacatedWhileTheWorkRuns() {
    CountDownLatch go = new CountDownLatch(1);
    campaign(leadership -> Uninterruptible.await(go));
    awaitCalls("work 1");
    election.leave().subscribe();
    world.pass(Duration.ofMinutes(1));
    assertThat(store.count(Call.AMEND)).isZero();
    go.countDown();
    awaitCalls("work 1", "returned");
    assertThat(store.count(Call.AMEND)).isEqualTo(1);
  }

  @Test
  void aMisconfiguredStoreEndsTheCampaign() {
    FaultyStore broken = world.store().when(Call.PREPARE, Fault.IS_MISCONFIGURED);
    Election hopeless = world.process("b", broken).join("books");
    assertThatThrownBy(() -> hopeless.campaign(leadership -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("user: 'x' may not write");
  }

  @Test
  void aCampaignAfterLeavingReturnsAtOnce() throws Exception {
    election.leave().subscribe();
    awaitLeft();
    election.campaign(leadership -> calls.add("work"));
    assertThat(calls).isEmpty();
  }

  @Test
  void aReactorThreadIsNotBlocked() {
    Mono<Boolean> campaign =
        Mono.fromCallable(
                () -> {
                  election.campaign(leadership -> {});
                  return true;
                })
            .subscribeOn(Schedulers.parallel());
    assertThatThrownBy(campaign::block)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("campaign() blocks");
  }
}
