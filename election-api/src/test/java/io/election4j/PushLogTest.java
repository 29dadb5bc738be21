package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.internal.FaultyStore;
import io.election4j.internal.InVirtualTime;
import io.election4j.internal.RecordedLog;
import io.election4j.spi.ChangePush;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What the log says of a store that tells of changes, and sometimes does not. */
class PushLogTest {

  private final InVirtualTime world = new InVirtualTime();
  private final RecordedLog log = new RecordedLog();
  private final PushingStore store = new PushingStore(world.data.connect());
  private final Elections process =
      world.on("a", store).workers(world.time::schedule).logger(log).build();

  @BeforeEach
  void lead() {
    process.join("books");
    seconds(2);
    assertThat(log.lines()).containsExactly("INFO Leading 'books', term 1");
  }

  /** Tells of changes only as it is told to. */
  private static final class PushingStore extends FaultyStore implements ChangePush {

    private final Sinks.Many<Change> changes = Sinks.many().multicast().directBestEffort();
    private final List<String> since = new ArrayList<>();

    PushingStore(InMemoryLeaseStore store) {
      super(store);
    }

    void opens() {
      changes.tryEmitNext(new Change.Opened()).orThrow();
    }

    void opensABell() {
      changes.tryEmitNext(new Change.Opened(false)).orThrow();
    }

    void rings() {
      changes.tryEmitNext(new Change.Rung()).orThrow();
    }

    void breaks(String why) {
      changes.tryEmitNext(new Change.Broken(StoreException.unavailable(why, null))).orThrow();
    }

    /** Returns how often all was read. */
    long readings() {
      return since.stream().filter(Marker.START.position()::equals).count();
    }

    @Override
    public Flux<Change> changes() {
      return changes.asFlux();
    }

    @Override
    public Mono<Observation> observe(
        @Nullable Marker marker, Collection<LeaseId> watched, Collection<String> elections) {
      since.add(marker == null ? "" : marker.position());
      return super.observe(marker, watched, elections);
    }
  }

  private void seconds(int seconds) {
    world.pass(Duration.ofSeconds(seconds));
  }

  /** Lets something happen and time pass, and checks what is said meanwhile. */
  private void says(Runnable happens, int seconds, String... lines) {
    int before = log.lines().size();
    happens.run();
    seconds(seconds);
    List<String> all = log.lines();
    assertThat(all.subList(before, all.size())).containsExactly(lines);
  }

  @Test
  void everyOutageOfTheChangeStreamIsToldWithItsCausesAndItsEnd() {
    says(store::opens, 2);
    says(
        () -> store.breaks("connection reset"),
        5,
        "WARN The change stream is down, records are polled until it is back: connection reset");
    says(() -> store.breaks("connection reset"), 5);
    says(
        () -> store.breaks("no primary"),
        5,
        "WARN The change stream is down for another reason now: no primary");
    for (int i = 0; i < 5; i++) {
      says(() -> store.breaks("no primary"), 5);
    }
    says(
        () -> store.breaks("no primary"),
        5,
        "WARN The change stream is still down, for 40 s now, 6 more failures: no primary");
    says(store::opens, 1);
    says(() -> seconds(1), 0, "INFO The change stream is back, after 45 s");
    says(() -> seconds(60), 0);
    says(
        () -> store.breaks("connection reset"),
        1,
        "WARN The change stream is down, records are polled until it is back: connection reset");
  }

  @Test
  void aChangeStreamThatComesAndGoesIsNotToldOfEachTime() {
    int before = log.lines().size();
    for (int i = 0; i < 300; i++) {
      store.breaks("too many streams");
      seconds(1);
      store.opens();
      seconds(3);
    }
    assertThat(log.lines().subList(before, log.lines().size())).hasSizeBetween(40, 55);
  }

  @Test
  void aChangeStreamThatCannotEvenBeginIsToldToo() {
    says(
        () -> store.breaks("not authorized"),
        1,
        "WARN The change stream is down, records are polled until it is back: not authorized");
  }

  @Test
  void recordsAreReadOnceWhenTheChangeStreamBreaksAndNotAtEveryFailureToOpenIt() {
    store.opens();
    seconds(5);
    store.since.clear();
    for (int i = 0; i < 10; i++) {
      store.breaks("connection reset");
      seconds(1);
    }
    assertThat(store.readings()).isEqualTo(1);
  }

  @Test
  void whatDoesNotTellAllDoesNotSaveAPollAndItsOutageIsToldAsWell() {
    seconds(5);
    store.since.clear();
    seconds(5);
    List<String> without = List.copyOf(store.since);
    store.opensABell();
    store.since.clear();
    seconds(5);
    assertThat(store.since).hasSameSizeAs(without).doesNotContain("");
    store.since.clear();
    store.rings();
    world.pass(Duration.ZERO);
    assertThat(store.since).hasSize(1);
    says(
        () -> store.breaks("connection reset"),
        5,
        "WARN The change stream is down, records are polled until it is back: connection reset");
    says(store::opensABell, 2, "INFO The change stream is back, after 5 s");
  }

  @Test
  void nothingIsSaidOfAChangeStreamAfterTheEnd() {
    store.opens();
    store.breaks("connection reset");
    store.opens();
    process.closeLater().subscribe();
    says(() -> seconds(30), 30);
  }
}
