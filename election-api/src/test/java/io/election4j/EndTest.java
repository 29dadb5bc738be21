package io.election4j;

import static io.election4j.internal.RunningElections.trustedUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionEvent.Elected;
import io.election4j.internal.Await;
import io.election4j.internal.FaultyStore;
import io.election4j.spi.InMemoryLeaseStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What is left when elections are closed: nothing. */
@Timeout(180)
class EndTest {

  private static final Duration T = Duration.ofSeconds(3);

  private final InMemoryLeaseStore data = InMemoryLeaseStore.create();

  private ElectionsBuilder builder() {
    return Elections.builder(data.connect()).candidate(Candidate.named("a")).visible(true).lease(T);
  }

  private static List<Thread> ownThreads() {
    Thread[] threads = new Thread[1_000];
    return Stream.of(threads)
        .limit(Thread.enumerate(threads))
        .filter(thread -> thread.getName().startsWith("election-"))
        .toList();
  }

  private static void assertNoneOf(List<Thread> threads) {
    assertThat(threads).isNotEmpty().filteredOn(Thread::isAlive).isEmpty();
  }

  @Test
  void whenCloseReturnsAllItsThreadsAreGone() {
    List<Thread> others = ownThreads();
    Elections elections = builder().build();
    Election election = elections.join("books");
    List<ElectionEvent> events = new CopyOnWriteArrayList<>();
    elections.events().subscribe(events::add);
    elections.participantChanges().subscribe();
    election.whileLeading(leadership -> Mono.never()).subscribe();
    election.callWhileLeading(leadership -> interrupted()).subscribe();
    election.lead(new Slow());
    Await.until(() -> election.leadership().isPresent());
    List<Thread> mine = ownThreads().stream().filter(thread -> !others.contains(thread)).toList();
    elections.close();
    assertNoneOf(mine);
    // All that happened has been told before that.
    assertThat(events).last().isInstanceOf(ElectionEvent.Revoked.class);
  }

  private static int interrupted() throws InterruptedException {
    Await.interrupt();
    return 1;
  }

  /** A worker whose threads have come and gone. */
  private static final class Slow implements LeaderWorker {
    @Override
    public void start(Leadership leadership) {}

    @Override
    public void stop(Leadership leadership) {}
  }

  @Test
  void closedInACallbackAllThreadsAreGoneButTheOneThatCloses() {
    List<Thread> others = ownThreads();
    Elections elections = builder().build();
    Election election = elections.join("books");
    CountDownLatch closed = new CountDownLatch(1);
    List<Thread> left = new CopyOnWriteArrayList<>();
    election
        .events()
        .ofType(Elected.class)
        .subscribe(
            elected -> {
              elections.close();
              ownThreads().stream().filter(thread -> !others.contains(thread)).forEach(left::add);
              left.remove(Thread.currentThread());
              closed.countDown();
            });
    Await.on(closed);
    assertThat(left).isEmpty();
  }

  @Test
  void aListenerThatBlocksForEverHoldsUpCloseForAMomentAndNobodyElse() {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(3);
    Elections elections = builder().build();
    Election election = elections.join("books");
    Await.until(() -> election.leadership().isPresent());
    Flux<ElectionEvent> ends = election.events().ofType(ElectionEvent.class);
    ends.ofType(ElectionEvent.Revoked.class).subscribe(end -> Uninterruptible.await(go));
    ends.doFinally(end -> over.countDown()).subscribe();
    elections.storeEvents().doFinally(end -> over.countDown()).subscribe();
    trustedUntil(elections).doFinally(end -> over.countDown()).subscribe();
    elections.close();
    Await.on(over);
    go.countDown();
  }

  @Test
  void whatIsCalledAfterTheEndHasItsAnswerAndLeavesNoThread() {
    Elections elections = builder().build();
    Election election = elections.join("books");
    Leadership leadership = election.events().ofType(Elected.class).blockFirst().leadership();
    elections.close();
    assertThatCode(
            () -> {
              election.campaign(any -> {});
              election.close();
              elections.close();
              election.leave().block(Await.PATIENCE);
              election.stepDown(T).block(Await.PATIENCE);
              elections.drain().block(Await.PATIENCE);
              elections.closeLater().block(Await.PATIENCE);
              election.whileLeading(any -> Mono.never()).blockLast(Await.PATIENCE);
              election.callWhileLeading(any -> 1).blockLast(Await.PATIENCE);
              election.events().blockLast(Await.PATIENCE);
              elections.joinMatching("b").blockLast(Await.PATIENCE);
              elections.participantChanges().blockLast(Await.PATIENCE);
              elections.resume().block(Await.PATIENCE);
              election.lead(new Slow()).dispose();
              elections.status();
            })
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> elections.request("books", Request.drain("b")).block(Await.PATIENCE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("these elections are closed");
    assertThatThrownBy(() -> leadership.ready().block(Await.PATIENCE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has ended");
    assertThatThrownBy(() -> elections.join("books"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("these elections are closed");
    Await.until(() -> ownThreads().stream().noneMatch(one -> one.getName().contains("task")));
  }

  @Test
  void whoeverWaitsUntilAStoreIsPreparedIsToldThatItNeverWillBe() {
    FaultyStore silent = new FaultyStore(data.connect());
    silent.always(FaultyStore.Fault.STALLS);
    Elections elections = Elections.builder(silent).lease(T).build();
    Mono<Void> prepared = elections.prepared();
    List<Throwable> told = new CopyOnWriteArrayList<>();
    prepared.subscribe(nothing -> {}, told::add);
    elections.close();
    Await.until(() -> !told.isEmpty());
    assertThat(told.get(0)).hasMessageContaining("these elections are closed");
  }

  @Test
  void schedulersThatWereLentAndAreGoneKeepNobodyFromClosing() {
    Scheduler callbacks = Schedulers.newSingle("lent-callbacks");
    Elections elections = builder().callbacks(callbacks).build();
    Election election = elections.join("books");
    Await.until(() -> election.leadership().isPresent());
    callbacks.dispose();
    elections.close();
    assertThat(election.status().running()).isFalse();

    Scheduler engine = Schedulers.fromExecutorService(Executors.newScheduledThreadPool(1));
    Elections lent = builder().scheduler(engine).build();
    Election led = lent.join("papers");
    List<ElectionEvent> events = new CopyOnWriteArrayList<>();
    CountDownLatch over = new CountDownLatch(1);
    led.events().doFinally(end -> over.countDown()).subscribe(events::add);
    Await.until(() -> led.leadership().isPresent());
    engine.dispose();
    lent.close();
    Await.on(over);
    assertThat(led.leadership()).isEmpty();
    assertThat(events).last().isInstanceOf(ElectionEvent.Revoked.class);
  }

  /** Real threads, which the points of virtual time cannot show. */
  @Test
  void callsAndTheEndMeetOnAllThreadsAndNothingIsLost() {
    for (int round = 0; round < 150; round++) {
      Elections elections = builder().build();
      Election election = elections.join("books");
      if (round % 3 == 0) {
        Await.until(() -> election.leadership().isPresent());
      }
      Meeting calls = new Meeting();
      calls.add(elections::close);
      calls.add(
          () -> {
            calls.expect("whileLeading", election.whileLeading(any -> Mono.never()));
            calls.expect("events", election.events());
            calls.expect("drain", elections.drain());
            election.lead(new Slow()).dispose();
            election.whileLeading(any -> Mono.never()).subscribe().dispose();
          });
      calls.add(
          () -> {
            calls.expect("stepDown", election.stepDown(T));
            calls.expect("participantChanges", elections.participantChanges());
            calls.expect("leave", election.leave());
            calls.expect("storeEvents", elections.storeEvents());
            calls.expect("joinMatching", elections.joinMatching("b"));
          });
      calls.add(() -> calls.expect("campaign", campaign(election)));
      calls.begin();
      Await.none(calls.open);
      assertThat(calls.wrong).isEmpty();
      elections.close();
    }
  }

  private static Mono<Void> campaign(Election election) {
    return Mono.create(
        sink -> {
          try {
            election.campaign(any -> {});
            sink.success();
          } catch (Exception failure) {
            sink.error(failure);
          }
        });
  }

  /** What several threads do at the same moment. */
  private static final class Meeting {

    /** What has not ended, by name. */
    final Collection<String> open = new ConcurrentLinkedQueue<>();

    final List<Throwable> wrong = new CopyOnWriteArrayList<>();
    private final List<Runnable> all = new ArrayList<>();

    void add(Runnable calls) {
      open.add("thread " + all.size());
      all.add(calls);
    }

    void expect(String name, Publisher<?> call) {
      open.add(name);
      Flux.from(call).doFinally(end -> open.remove(name)).subscribe(any -> {}, wrong::add);
    }

    void begin() {
      CyclicBarrier start = new CyclicBarrier(all.size());
      for (int index = 0; index < all.size(); index++) {
        String name = "thread " + index;
        Thread thread = new Thread(task(start, all.get(index), name), name);
        thread.setDaemon(true);
        thread.start();
      }
    }

    private Runnable task(CyclicBarrier start, Runnable calls, String name) {
      return () -> {
        try {
          start.await();
          calls.run();
        } catch (Exception | Error failure) {
          wrong.add(failure);
        }
        open.remove(name);
      };
    }
  }
}
