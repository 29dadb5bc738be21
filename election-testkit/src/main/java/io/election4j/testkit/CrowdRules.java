package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** L17: thousands in one call. */
abstract class CrowdRules extends Rules {

  private static final int RECORDS = 5_000;
  private static final int LEASES = 2_000;
  private static final Duration BOUND = Duration.ofSeconds(30);

  @Test
  final void L17_fiveThousandRecordsAreClaimedReadAndVacatedInBoundedTime() {
    BlockingStore store = bounded(store());
    long start = System.nanoTime();
    List<String> names = Samples.elections(RECORDS);
    Lease me = opened();

    store.create(names);
    List<ElectionRecord> created = store.records(names);
    List<ElectionRecord> won = store.claim(me, created);
    List<ElectionRecord> read = store.records(names);
    List<ElectionRecord> left =
        store.amend(won.stream().map(Amendment.Vacate::new).map(Amendment.class::cast).toList());

    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(created).hasSize(RECORDS);
    assertThat(won).hasSize(RECORDS).allMatch(record -> record.heldBy(me.id()));
    assertSame(read, won);
    assertThat(left).hasSize(RECORDS).allMatch(ElectionRecord::vacant);
    assertSame(store.records(names), left);
    assertThat(took)
        .as(
            "creating, reading, claiming, reading and vacating %s records: check that they go in batches",
            RECORDS)
        .isLessThan(BOUND);
  }

  @Test
  final void L17_thousandsOfChangesAreOnePage() {
    List<String> names = Samples.elections(RECORDS);
    Marker before = store().marker();

    bounded(other()).create(names);

    List<ElectionRecord> page = bounded(store()).observe(before, List.of(), List.of()).records();
    assertThat(missing(page, names.stream().map(ElectionRecord::created).toList()))
        .as("check that no limit cuts a page short: missing")
        .isEmpty();
  }

  @Test
  final void L17_thousandsOfLeasesAreWatchedInOneCall() {
    List<Lease> present = Stream.generate(this::opened).limit(10).toList();
    List<LeaseId> watched =
        new ArrayList<>(Stream.generate(LeaseId::random).limit(LEASES).toList());
    for (int i = 0; i < present.size(); i++) {
      watched.add(i * 199, present.get(i).id());
    }

    assertThat(store().observe(null, watched, List.of()).leases())
        .as("check that no limit cuts the answer short")
        .containsExactlyInAnyOrderElementsOf(present);
  }

  private static void assertSame(List<ElectionRecord> read, List<ElectionRecord> written) {
    assertThat(read).hasSameSizeAs(written);
    assertThat(missing(read, written)).as("written, but not read").isEmpty();
  }

  private static List<ElectionRecord> missing(
      List<ElectionRecord> read, List<ElectionRecord> written) {
    Set<ElectionRecord> present = new HashSet<>(read);
    return written.stream().filter(record -> !present.contains(record)).toList();
  }

  private static BlockingStore bounded(BlockingStore store) {
    return new BlockingStore(store.reactive(), BOUND);
  }
}
