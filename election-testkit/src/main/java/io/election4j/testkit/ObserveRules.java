package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** L12: reading leases and records by name. */
abstract class ObserveRules extends Rules {

  @Test
  final void L12_whatIsWatchedAndNamedIsReadAndNothingElse() {
    Lease live = opened();
    Lease ended = ended();
    Lease unwatched = opened();
    ElectionRecord held = heldBy(live);
    ElectionRecord vacant = vacant();
    heldBy(unwatched);

    Observation seen =
        other()
            .observe(
                null, List.of(live.id(), ended.id()), List.of(held.election(), vacant.election()));

    assertThat(seen.records()).containsExactlyInAnyOrder(held, vacant);
    assertThat(seen.leases())
        .extracting(Lease::id)
        .containsExactlyInAnyOrder(live.id(), ended.id());
    assertThat(seen.leases()).contains(live);
  }

  @Test
  final void L12_absentOnesAreMissingFromTheAnswer() {
    Lease lease = opened();
    ElectionRecord record = vacant();

    Observation seen =
        store()
            .observe(
                null,
                List.of(LeaseId.random(), lease.id()),
                List.of(Samples.election(), record.election()));

    assertThat(seen.leases()).containsExactly(lease);
    assertThat(seen.records()).containsExactly(record);
  }

  @Test
  final void L12_anObservationOfNothingIsStillAnObservation() {
    Observation seen = store().observe(null, List.of(), List.of());

    assertThat(seen.identity()).isNotEmpty();
    assertThat(seen.records()).isEmpty();
    assertThat(seen.leases()).isEmpty();
  }

  @Test
  final void L12_everyRenewalIsReadByTheOtherStoreAtOnce() {
    Lease lease = opened();
    for (int renewals = 1; renewals <= 30; renewals++) {
      store(renewals).renew(lease.id());
      assertThat(store(renewals + 1).lease(lease.id()))
          .as("check that reads go to where writes are acknowledged, never to a replica or a cache")
          .isEqualTo(store(renewals).lease(lease.id()));
    }
  }

  @Test
  final void L12_everyChangeOfARecordIsReadByTheOtherStoreAtOnce() {
    Lease me = opened();
    ElectionRecord record = vacant();
    for (int i = 0; i < 10; i++) {
      ElectionRecord won = store(i).take(me, record);
      assertThat(store(i + 1).record(record.election())).isEqualTo(won);
      ElectionRecord published =
          store(i).change(new Amendment.Publish(won, Samples.candidate(), "value " + i));
      assertThat(store(i + 1).record(record.election())).isEqualTo(published);
      record = store(i).change(new Amendment.Vacate(published));
      assertThat(store(i + 1).record(record.election())).isEqualTo(record);
    }
  }

  @Test
  final void L12_theEndOfALeaseIsReadByTheOtherStoreAtOnce() {
    for (int i = 0; i < 10; i++) {
      Lease lease = opened();
      store(i).fence(lease.id(), 1);
      assertThat(store(i + 1).lease(lease.id())).get().extracting(Lease::live).isEqualTo(false);
    }
  }

  @Test
  final void L12_everyReadingOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L12);
  }
}
