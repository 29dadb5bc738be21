package io.election4j.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** L13: reading what changed since a marker. */
abstract class MarkerRules extends Rules {

  private static final int PAGES = 50;

  MarkerRules(LeaseStoreContract contract) {
    super(contract);
  }

  @Test
  final void L13_withoutAMarkerThereAreNeitherChangesNorAMarker() {
    ElectionRecord record = heldBy(opened());
    vacant();

    Observation seen = store().observe(null, List.of(), List.of(record.election()));

    assertThat(seen.next()).isNull();
    assertThat(seen.records()).containsExactly(record);
  }

  @Test
  final void L13_theStartGivesAMarkerAndNoChanges() {
    ElectionRecord record = heldBy(opened());
    vacant();

    Observation seen = store().observe(Marker.START, List.of(), List.of(record.election()));

    assertThat(seen.next()).isNotNull().isNotEqualTo(Marker.START);
    assertThat(seen.records())
        .as("only what is named, not all that ever changed")
        .containsExactly(record);
  }

  @Test
  final void L13_everyKindOfWriteIsAChange() {
    Lease me = opened();
    Follower follower = new Follower(store());

    ElectionRecord record = ElectionRecord.created(Samples.election());
    other().create(List.of(record.election()));
    follower.sees(record);
    record = other().take(me, record);
    follower.sees(record);
    record = other().change(new Amendment.Publish(record, me.candidate(), "new"));
    follower.sees(record);
    record = other().change(new Amendment.Vacate(record));
    follower.sees(record);
  }

  @Test
  final void L13_anOldMarkerGivesAllThatChangedSinceAndAsOftenAsAsked() {
    Marker old = store().marker();
    Lease me = opened();
    List<ElectionRecord> now = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      now.add(heldBy(me));
    }
    for (int i = 0; i < 10; i++) {
      now.set(i, other().change(new Amendment.Vacate(now.get(i))));
      store().marker();
    }

    for (int i = 0; i < 3; i++) {
      assertThat(store().observe(old, List.of(), List.of()).records())
          .as("check that asking does not move the marker: an answer may be lost")
          .containsAll(now);
    }
  }

  @Test
  final void L13_aRefusedWriteHidesNoChange() {
    Follower follower = new Follower(store());
    ElectionRecord seen = vacant();
    ElectionRecord now = other().take(opened(), seen);
    other().claim(opened(), seen);
    other().create(List.of(seen.election()));

    follower.sees(now);
  }

  @Test
  final void L13_noRecordIsMissedWhileFastAndSlowWritersRace() {
    AtomicBoolean enough = new AtomicBoolean();
    Follower follower = new Follower(blocking(openStore()));
    List<Writer> writers = new ArrayList<>();
    IntStream.range(0, 3).forEach(i -> writers.add(new Writer(store(i), created(400), enough)));
    IntStream.range(0, 5).forEach(i -> writers.add(new Writer(store(i), created(1), enough)));

    CompletableFuture<Void> writing = start(writers);
    for (int pages = 0; pages < PAGES && !writing.isDone(); pages++) {
      follower.follow();
    }
    enough.set(true);
    writing.join();
    follower.follow();

    Stream<ElectionRecord> written = writers.stream().flatMap(writer -> writer.records.stream());
    assertThat(written.filter(record -> !record.equals(follower.newest.get(record.election()))))
        .as(
            "check what a marker says about writers that took theirs before it but committed after"
                + " it: the range read must overlap far enough, or follow the order of commits; missed")
        .isEmpty();
  }

  private CompletableFuture<Void> start(List<Writer> writers) {
    return Flux.fromIterable(writers)
        .flatMap(writer -> writer.write().subscribeOn(Schedulers.boundedElastic()), writers.size())
        .then()
        .timeout(patience().multipliedBy(6))
        .toFuture();
  }

  private List<ElectionRecord> created(int count) {
    List<String> names = Samples.elections(count);
    store().create(names);
    return names.stream().map(ElectionRecord::created).toList();
  }

  /** Claims all its records and vacates all, in turns, until it is enough. */
  private final class Writer {

    private final LeaseStore store;
    private final AtomicBoolean enough;
    private final Lease me = opened();
    private volatile List<ElectionRecord> records;

    Writer(BlockingStore store, List<ElectionRecord> records, AtomicBoolean enough) {
      this.store = store.reactive();
      this.records = records;
      this.enough = enough;
    }

    Mono<Void> write() {
      return Mono.defer(this::change)
          .doOnNext(written -> records = written)
          .repeat(() -> !enough.get())
          .then();
    }

    private Mono<List<ElectionRecord>> change() {
      List<ElectionRecord> now = records;
      return now.get(0).vacant()
          ? store.claim(me, now).collectList()
          : store
              .amend(now.stream().map(Amendment.Vacate::new).map(Amendment.class::cast).toList())
              .collectList();
    }
  }

  /** Reads page after page of changes, and never asks for a record by name. */
  private final class Follower {

    private final Map<String, ElectionRecord> newest = new HashMap<>();
    private final BlockingStore store;
    private Marker marker;

    Follower(BlockingStore store) {
      this.store = store;
      this.marker = store.marker();
    }

    void follow() {
      Observation page = store.observe(marker, List.of(), List.of());
      assertThat(page.next()).as("the next marker").isNotNull().isNotEqualTo(Marker.START);
      marker = requireNonNull(page.next());
      page.records().forEach(record -> newest.merge(record.election(), record, Follower::newer));
    }

    void sees(ElectionRecord record) {
      follow();
      assertThat(newest.get(record.election()))
          .as("check that create, claim and amend all count as changes")
          .isEqualTo(record);
    }

    private static ElectionRecord newer(ElectionRecord a, ElectionRecord b) {
      return a.revision() >= b.revision() ? a : b;
    }
  }
}
