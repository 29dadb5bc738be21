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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** L13: reading what changed since a marker. */
abstract class MarkerRules extends Rules {

  private static final int PAGES = 60;

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
    List<Writer> writers = new ArrayList<>();
    IntStream.range(0, 3).forEach(i -> writers.add(new Writer(store(i), 5, 200)));
    IntStream.range(0, 5).forEach(i -> writers.add(new Writer(store(i), 100, 1)));
    Follower follower = new Follower(blocking(openStore()));

    CompletableFuture<Void> writing = start(writers);
    for (int pages = 0; pages < PAGES && !writing.isDone(); pages++) {
      follower.follow();
    }
    writers.forEach(Writer::stop);
    writing.join();
    follower.follow();

    Stream<ElectionRecord> written = writers.stream().flatMap(writer -> writer.written.stream());
    assertThat(written.filter(record -> !record.equals(follower.newest.get(record.election()))))
        .as(
            "check what a marker says about writers that took theirs before it but committed after"
                + " it: the range read must overlap far enough, or follow the order of commits;"
                + " missed")
        .isEmpty();
  }

  private CompletableFuture<Void> start(List<Writer> writers) {
    return Flux.fromIterable(writers)
        .flatMap(writer -> writer.write().subscribeOn(Schedulers.boundedElastic()), writers.size())
        .then()
        .timeout(patience().multipliedBy(6))
        .toFuture();
  }

  /** Writes batch after batch, each record for the last time: a later write would hide a miss. */
  private final class Writer {

    private final LeaseStore store;
    private final Lease me = opened();
    private final List<List<ElectionRecord>> batches;
    private final List<ElectionRecord> written = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean stopped;

    Writer(BlockingStore store, int batches, int batchSize) {
      this.store = store.reactive();
      List<ElectionRecord> all = created(batches * batchSize);
      this.batches =
          IntStream.range(0, batches)
              .mapToObj(i -> all.subList(i * batchSize, (i + 1) * batchSize))
              .toList();
    }

    void stop() {
      stopped = true;
    }

    Mono<Void> write() {
      return Flux.fromIterable(batches)
          .index()
          .concatMap(batch -> stopped ? Flux.empty() : write(batch.getT1(), batch.getT2()))
          .doOnNext(written::add)
          .then();
    }

    /** Claims every batch, and vacates every other one. */
    private Flux<ElectionRecord> write(long index, List<ElectionRecord> batch) {
      Flux<ElectionRecord> claim = store.claim(me, batch);
      return index % 2 == 0
          ? claim
          : claim
              .map(won -> (Amendment) new Amendment.Vacate(won))
              .collectList()
              .flatMapMany(store::amend);
    }

    private List<ElectionRecord> created(int count) {
      List<String> names = Samples.elections(count);
      store().create(names);
      return names.stream().map(ElectionRecord::created).toList();
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
