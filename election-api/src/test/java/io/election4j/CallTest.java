package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.election4j.ElectionEvent.Elected;
import io.election4j.internal.Await;
import io.election4j.internal.InVirtualTime;
import io.election4j.spi.InMemoryLeaseStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Blocking work with a result, on real threads and in real time. */
class CallTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LEASE = Duration.ofSeconds(3);

  private final InMemoryLeaseStore store = InMemoryLeaseStore.create();
  private final List<Object> seen = new CopyOnWriteArrayList<>();

  private ElectionsBuilder builder(String name) {
    return Elections.builder(store.connect()).candidate(Candidate.named(name)).lease(LEASE);
  }

  @Test
  void itsResultIsEmittedOnceForEveryTerm() {
    try (Elections elections = builder("a").build()) {
      Election election = elections.join("books");
      election.callWhileLeading(Leadership::term).subscribe(seen::add);
      Await.until(() -> seen.size() == 1);
      election.stepDown(Duration.ZERO).block(PATIENCE);
      Await.until(() -> seen.size() == 2);
      assertThat(seen).containsExactly(1L, 2L);
    }
  }

  @Test
  void itIsInterruptedAtTheEndAndOnlyThenIsTheOfficeLeft() {
    CountDownLatch begun = new CountDownLatch(1);
    try (Elections elections = builder("a").build()) {
      Election election = elections.join("books");
      election
          .callWhileLeading(
              leadership -> {
                begun.countDown();
                try {
                  Await.interrupt();
                } finally {
                  seen.add(leadership.isValid());
                }
                return "never";
              })
          .subscribe(seen::add, seen::add, () -> seen.add("over"));
      Await.on(begun);
    }
    Await.until(() -> seen.contains("over"));
    assertThat(seen).containsExactly(true, "over");
  }

  @Test
  void aResultThatComesAfterTheEndIsEmittedAndNullIsNot() {
    CountDownLatch begun = new CountDownLatch(2);
    try (Elections elections = builder("a").build()) {
      Election election = elections.join("books");
      election.callWhileLeading(l -> late(begun, "late")).subscribe(seen::add, seen::add);
      election.callWhileLeading(l -> late(begun, null)).subscribe(seen::add, seen::add);
      Await.on(begun);
      election.leave().block(PATIENCE);
    }
    assertThat(seen).containsExactly("late");
  }

  private static <T> T late(CountDownLatch begun, T result) {
    Uninterruptible.spinUntilInterrupted(begun);
    return result;
  }

  @Test
  void cancellingInterruptsItAndKeepsTheOffice() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try (Elections elections = builder("a").build()) {
      Election election = elections.join("books");
      var subscription =
          election
              .callWhileLeading(
                  leadership -> {
                    Uninterruptible.spinUntilInterrupted(begun);
                    ended.countDown();
                    return 1;
                  })
              .subscribe(seen::add, seen::add);
      Await.on(begun);
      subscription.dispose();
      Await.on(ended);
      assertThat(election.leadership()).isPresent();
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void blockedWorkOfManyElectionsKeepsNobodyElseFromBeingTold() {
    List<ElectionEvent> overdue = new CopyOnWriteArrayList<>();
    int many = 60;
    CountDownLatch begun = new CountDownLatch(2 * many);
    try (Elections elections = builder("a").build()) {
      for (int i = 0; i < many; i++) {
        Election election = elections.join("blocked/" + i);
        election.callWhileLeading(l -> blocked(begun)).subscribe();
        election.whileLeading(l -> Mono.just(blocked(begun))).subscribe();
      }
      Await.on(begun);
      Election other = elections.join("free");
      List<ElectionEvent> events = new CopyOnWriteArrayList<>();
      other.events().subscribe(events::add);
      Await.until(() -> events.stream().anyMatch(Elected.class::isInstance));
      other.leave().block(PATIENCE);
      Await.until(() -> events.stream().anyMatch(ElectionEvent.Revoked.class::isInstance));
      elections.events().subscribe(overdue::add);
    }
    assertThat(InVirtualTime.only(ElectionEvent.WorkOverdue.class, overdue)).isEmpty();
  }

  private static boolean blocked(CountDownLatch begun) {
    begun.countDown();
    try {
      Await.interrupt();
      return false;
    } catch (InterruptedException wanted) {
      return true;
    }
  }

  @Test
  void itRunsOnVirtualThreads() throws Exception {
    ExecutorService virtual = virtualThreads();
    List<Boolean> isVirtual = new ArrayList<>();
    try (Elections elections = builder("a").workers(virtual).build()) {
      Election election = elections.join("books");
      boolean first =
          Boolean.TRUE.equals(
              election
                  .callWhileLeading(
                      l -> (Boolean) Thread.class.getMethod("isVirtual").invoke(thread()))
                  .blockFirst(PATIENCE));
      isVirtual.add(first);
      CountDownLatch begun = new CountDownLatch(1);
      election.callWhileLeading(l -> late(begun, "late")).subscribe(seen::add);
      Await.on(begun);
    }
    Await.until(() -> !seen.isEmpty());
    assertThat(isVirtual).containsExactly(true);
    virtual.shutdown();
  }

  private static Thread thread() {
    return Thread.currentThread();
  }

  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    int version = Runtime.version().feature();
    assumeTrue(version >= 21, "Java " + version + " has no virtual threads");
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  @Test
  void anExecutorThatIsShutDownMakesItStepDown() {
    ExecutorService closed = Executors.newSingleThreadExecutor();
    closed.shutdown();
    List<ElectionEvent> events = new CopyOnWriteArrayList<>();
    try (Elections elections = builder("a").workers(closed).build()) {
      Election election = elections.join("books");
      election.events().subscribe(events::add);
      election.lead(
          new LeaderWorker() {
            @Override
            public void start(Leadership leadership) {}

            @Override
            public void stop(Leadership leadership) {}
          });
      Await.until(() -> !InVirtualTime.only(ElectionEvent.Revoked.class, events).isEmpty());
      assertThat(InVirtualTime.only(ElectionEvent.Revoked.class, events))
          .first()
          .extracting(ElectionEvent.Revoked::reason)
          .isEqualTo(ElectionEvent.Reason.STEPPED_DOWN);
    }
  }

  @Test
  void anExecutorThatRunsTasksAtOnceDoesNotHoldUpTheEngine() {
    CountDownLatch begun = new CountDownLatch(1);
    try (Elections elections = builder("a").workers(Runnable::run).build()) {
      elections.join("blocked").callWhileLeading(l -> late(begun, "late")).subscribe(seen::add);
      Await.on(begun);
      assertThat(elections.join("free").events().ofType(Elected.class).blockFirst(PATIENCE))
          .isNotNull();
    }
    assertThat(seen).containsExactly("late");
  }
}
