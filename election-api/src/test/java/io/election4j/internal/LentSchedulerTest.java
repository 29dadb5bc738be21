package io.election4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.Elections;
import io.election4j.ElectionsBuilder;
import io.election4j.Leadership;
import io.election4j.spi.InMemoryLeaseStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Schedulers that users have lent, and that refuse tasks although they are not at their end. */
@Timeout(60)
class LentSchedulerTest {

  private static final Duration T = Duration.ofSeconds(3);

  private final InMemoryLeaseStore data = InMemoryLeaseStore.create();
  private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(4);

  @AfterEach
  void end() {
    pool.shutdown();
  }

  private ElectionsBuilder builder() {
    return Elections.builder(data.connect()).candidate(Candidate.named("a")).lease(T);
  }

  private static Election led(Elections elections, String name) {
    Election election = elections.join(name);
    Await.until(() -> election.leadership().isPresent());
    return election;
  }

  @ParameterizedTest
  @EnumSource
  void oneThatRefusesTheEngineATaskIsNotAtItsEnd(BusyScheduler.Kind kind) {
    Scheduler single = Schedulers.newSingle("lent");
    BusyScheduler lent = new BusyScheduler(single);
    try (Elections elections = builder().scheduler(lent).build()) {
      Election books = led(elections, "books");
      Leadership leadership = books.leadership().orElseThrow();
      for (int time = 0; time < 3; time++) {
        lent.refuseNext(kind);
        lent.awaitRefusal();
        led(elections, "papers-" + time);
      }
      assertThat(leadership.isValid()).isTrue();
      assertThat(books.leadership()).contains(leadership);
    }
    single.dispose();
  }

  @Test
  void oneThatHasHardlyAnyRoomIsStoodInFor() {
    Scheduler lent = Schedulers.newBoundedElastic(1, 1, "lent");
    try (Elections elections = builder().scheduler(lent).build()) {
      List<Election> all =
          IntStream.range(0, 20).mapToObj(number -> elections.join("books-" + number)).toList();
      Await.until(() -> all.stream().allMatch(one -> one.leadership().isPresent()));
    }
    lent.dispose();
  }

  @Test
  void oneThatCannotTellTheTimeIsStoodInFor() {
    try (Elections elections = builder().scheduler(Schedulers.fromExecutor(pool)).build()) {
      led(elections, "books");
    }
  }

  @Test
  void oneOfSeveralThreadsRunsTheEngineOneTaskAtATime() {
    Scheduler lent = Schedulers.fromExecutorService(pool);
    try (Elections elections = builder().scheduler(lent).build()) {
      IntStream.range(0, 20).forEach(number -> led(elections, "books-" + number));
    }
  }

  @Test
  void noEventIsLostWhenOneForCallbacksRefusesATask() {
    Scheduler single = Schedulers.newSingle("lent");
    BusyScheduler lent = new BusyScheduler(single);
    try (Elections elections = builder().callbacks(lent).build()) {
      Election books = led(elections, "books");
      List<ElectionEvent> events = new CopyOnWriteArrayList<>();
      List<Throwable> failures = new CopyOnWriteArrayList<>();
      books.events().subscribe(events::add, failures::add);
      Await.until(() -> !events.isEmpty());

      lent.refuseNext(BusyScheduler.Kind.OF_A_WORKER);
      books.stepDown(Duration.ofMillis(1)).subscribe();

      lent.awaitRefusal();
      Await.until(() -> events.stream().anyMatch(ElectionEvent.Revoked.class::isInstance));
      assertThat(failures).isEmpty();
    }
    single.dispose();
  }
}
