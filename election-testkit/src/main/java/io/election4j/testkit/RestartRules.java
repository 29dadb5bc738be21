package io.election4j.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** L22 and L23: servers that go away in the middle, and come back. */
abstract class RestartRules extends Rules {

  private static final int MANY = 4_000;
  private static final int FEW = 20;

  /** No test finds connections that the restart before it broke. */
  @BeforeEach
  final void openOtherStores() {
    openStores();
  }

  @Test
  @Tag("L23")
  final void L23_whatIsStoredOutlivesTheStoreObject() {
    BlockingStore writer = blocking(openStore());
    writer.prepare();
    Kept kept = new Kept(writer);
    writer.reactive().close();

    kept.assertKept(blocking(openStore()));
  }

  @Test
  @Tag("L23")
  final void L23_whatIsStoredOutlivesARestartAndStoresWorkOn() {
    Runnable restart = declared(capabilities().restart(), "restart");
    Kept kept = new Kept(store());
    String identity = store().observe(null, List.of(), List.of()).identity();

    restart.run();

    kept.assertKept(recovered(other()));
    kept.assertKept(recovered(store()));
    kept.assertUsable(store());
    assertThat(store().observe(null, List.of(), List.of()).identity())
        .as("check that the identity is that of the data, not of a process")
        .isEqualTo(identity);
  }

  @Test
  @Tag("L23")
  final void L23_aMarkerFromBeforeARestartMissesNothingWrittenAfterIt() {
    Runnable restart = declared(capabilities().restart(), "restart");
    List<String> names = Samples.elections(FEW);
    store().create(names);
    Lease me = opened();
    IntStream.range(0, FEW).forEach(i -> refuseWrites());
    Marker before = other().marker();

    restart.run();
    for (String name : names) {
      ElectionRecord vacant = ElectionRecord.created(name);
      again(store().reactive().claim(me, List.of(vacant)).collectList());
    }

    List<ElectionRecord> now = again(reading(names)).records();
    assertThat(now).hasSize(FEW).allMatch(record -> record.heldBy(me.id()));
    assertThat(again(other().reactive().observe(before, List.of(), List.of())).records())
        .as("check that no position is given twice, not even those that a crash forgot")
        .containsAll(now);
  }

  /** Uses up what a server numbers writes with, and may number others with after a crash. */
  private void refuseWrites() {
    Lease ended = ended();
    ElectionRecord held = heldBy(opened());
    ElectionRecord vacant = ElectionRecord.created(held.election());
    store().renew(ended.id());
    store().fence(ended.id(), 1);
    store().create(List.of(held.election()));
    store().claim(ended, vacant);
    store().amend(new Amendment.Vacate(Samples.withRevision(held, held.revision() + 1)));
  }

  @Test
  @Tag("L23")
  final void L23_hintsFlowAgainAfterARestart() {
    Runnable restart = declared(capabilities().restart(), "restart");
    try (Hints hints = new Hints(pushOfAll(store()), patience())) {
      assertThat(told(hints)).as("hints before the restart").isTrue();
      restart.run();
      recovered(store());

      assertThat(told(hints))
          .as("check that the stream is opened again by itself, however it ended")
          .isTrue();
    }
  }

  /** Writes again and again, since writes before the stream is open again are not told. */
  private boolean told(Hints hints) {
    long end = System.nanoTime() + patience().multipliedBy(3).toNanos();
    boolean told = false;
    while (!told && System.nanoTime() < end) {
      told = toldOnce(hints);
    }
    return told;
  }

  private boolean toldOnce(Hints hints) {
    ElectionRecord vacant;
    ElectionRecord held;
    try {
      vacant = vacant();
      held = store().take(opened(), vacant);
    } catch (AssertionError failed) {
      // Whoever keeps several connections may meet one more that the restart broke.
      return false;
    }
    return hints.toldOfOne(List.of(vacant, held), patience().dividedBy(10));
  }

  @Test
  @Tag("L22")
  final void L22_ofABatchCutOffByARestartThoseReportedAreWonAndTheOthersAreWhole() {
    Runnable restart = declared(capabilities().restart(), "restart");
    List<String> names = Samples.elections(MANY);
    patient(store()).create(names);
    Lease me = opened();
    List<ElectionRecord> seen = names.stream().map(ElectionRecord::created).toList();
    List<ElectionRecord> reported = new ArrayList<>();

    Throwable failure = claimedDuring(restart, me, seen, reported);

    List<ElectionRecord> stored = again(reading(names)).records();
    assertThat(stored).as("check that a restart loses no record").hasSize(MANY);
    assertThat(reported)
        .as("check that a record is reported after its write is durable, not before")
        .isSubsetOf(stored);
    assertThat(stored)
        .as("check that a record is written whole")
        .allMatch(now -> now.vacant() ? now.revision() == 0 : takenOnce(now, me));
    if (failure == null) {
      assertThat(stored.stream().filter(now -> now.heldBy(me.id())))
          .as("a normal end says that those not reported were refused")
          .hasSameSizeAs(reported);
    } else {
      assertThat(failure)
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNAVAILABLE));
    }
  }

  private Mono<Observation> reading(List<String> names) {
    return other().reactive().observe(null, List.of(), names);
  }

  private static boolean takenOnce(ElectionRecord now, Lease me) {
    return now.equals(Samples.taken(ElectionRecord.created(now.election()), now.term(), me));
  }

  /** Claims, and restarts the server as soon as the first record is won. */
  private @Nullable Throwable claimedDuring(
      Runnable restart, Lease me, List<ElectionRecord> seen, List<ElectionRecord> reported) {
    AtomicBoolean once = new AtomicBoolean();
    Flux<ElectionRecord> claim =
        store()
            .reactive()
            .claim(me, seen)
            .publishOn(Schedulers.boundedElastic(), 1)
            .doOnNext(reported::add)
            .doOnNext(
                won -> {
                  if (once.compareAndSet(false, true)) {
                    restart.run();
                  }
                });
    return Bounded.end(claim, "claim", patience().multipliedBy(6)).getThrowable();
  }

  /** Waits until a store object works again. */
  private BlockingStore recovered(BlockingStore store) {
    Recovery.await(store.reactive(), patience().multipliedBy(3));
    return store;
  }

  /** Makes a call until it is answered. */
  private <T> T again(Mono<T> call) {
    return requireNonNull(Recovery.answer(call, patience().multipliedBy(3)));
  }

  /** What was written before, of every kind. */
  private final class Kept {

    private final Lease live = Samples.lease();
    private final Lease ended = Samples.lease();
    private final LeaseId fenced = LeaseId.random();
    private final Marker marker;
    private final Observation before;

    Kept(BlockingStore writer) {
      marker = writer.marker();
      writer.open(live);
      writer.renew(live.id());
      writer.open(ended);
      writer.end(ended.id());
      writer.fence(fenced, 0);
      List<String> names = Samples.elections(2);
      writer.create(names);
      ElectionRecord held = writer.take(live, writer.record(names.get(0)));
      writer.change(new Amendment.Publish(held, live.candidate(), "kept"));
      writer.change(new Amendment.Vacate(writer.take(live, writer.record(names.get(1)))));
      before = writer.observe(null, leases(), names);
    }

    private List<LeaseId> leases() {
      return List.of(live.id(), ended.id(), fenced);
    }

    void assertKept(BlockingStore reader) {
      List<String> names = before.records().stream().map(ElectionRecord::election).toList();
      Observation after = reader.observe(null, leases(), names);
      assertThat(after.records()).containsExactlyInAnyOrderElementsOf(before.records());
      assertThat(after.leases()).containsExactlyInAnyOrderElementsOf(before.leases());
      assertThat(reader.observe(marker, List.of(), List.of()).records())
          .as("check that a marker means the same after a restart")
          .containsAll(before.records());
    }

    void assertUsable(BlockingStore store) {
      assertThat(store.renew(live.id())).isTrue();
      for (ElectionRecord record : before.records()) {
        assertThat(store.take(live, record).term())
            .as("check that terms go on where they were")
            .isGreaterThan(record.term());
      }
    }
  }
}
