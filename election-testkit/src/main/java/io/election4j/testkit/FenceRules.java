package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** L5: ending a rival's lease. */
abstract class FenceRules extends Rules {

  @Test
  final void L5_aFenceAtTheVersionObservedEndsTheLease() {
    Lease rival = opened();
    store().renew(rival.id());

    assertThat(other().fence(rival.id(), 2)).isTrue();

    assertEnded(rival.id());
    assertThat(store().renew(rival.id()))
        .as("a renewal after the fence was acknowledged")
        .isFalse();
  }

  @Test
  final void L5_aFenceAtAnotherVersionIsRefused() {
    Lease rival = opened();
    store().renew(rival.id());
    store().renew(rival.id());
    Lease before = other().lease(rival.id()).orElseThrow();

    for (long version : List.of(0L, 1L, 2L, 4L, Long.MAX_VALUE)) {
      assertThat(other().fence(rival.id(), version))
          .as("check that version %s is in the condition: the lease is at 3", version)
          .isFalse();
    }

    assertThat(store().lease(rival.id())).contains(before);
    assertThat(store().renew(rival.id())).as("the lease is still its owner's").isTrue();
  }

  @Test
  final void L5_aFenceTouchesNoOtherLease() {
    Lease rival = opened();
    Lease neighbour = opened();

    store().fence(rival.id(), 1);

    assertThat(other().lease(neighbour.id())).contains(neighbour);
  }

  @Test
  final void L5_anAbsentLeaseFencedAtVersion0CanNeverBeOpened() {
    Lease rival = Samples.lease();

    assertThat(store().fence(rival.id(), 0)).isTrue();

    assertEnded(rival.id());
    assertThat(other().open(rival)).as("check that an ENDED lease was inserted").isFalse();
    assertThat(other().renew(rival.id())).isFalse();
    assertThat(other().fence(rival.id(), 0)).as("the lease is present now").isFalse();
    assertEnded(rival.id());
  }

  @Test
  final void L5_aFenceAtVersion0OfAPresentLeaseIsRefused() {
    Lease live = opened();
    Lease ended = ended();

    assertThat(other().fence(live.id(), 0)).as("check that version 0 only ever inserts").isFalse();
    assertThat(other().fence(ended.id(), 0)).isFalse();

    assertThat(store().lease(live.id())).contains(live);
    assertEnded(ended.id());
  }

  @Test
  final void L5_anAbsentLeaseFencedAtAnotherVersionStaysAbsent() {
    Lease absent = Samples.lease();

    assertThat(store().fence(absent.id(), 1)).isFalse();

    assertThat(other().lease(absent.id())).as("only version 0 inserts").isEmpty();
    assertThat(store().open(absent)).isTrue();
  }

  @Test
  final void L5_ofAFenceAndARenewalThatRaceExactlyOneWins() {
    for (int round = 0; round < 20; round++) {
      Lease rival = opened();
      boolean fenceFirst = round % 2 == 0;

      List<Boolean> won =
          race(
              2,
              i ->
                  (i == 0) == fenceFirst
                      ? other().reactive().fence(rival.id(), 1)
                      : store().reactive().renew(rival.id()));

      assertThat(won)
          .as("check that both are conditional writes of one statement")
          .containsOnlyOnce(true);
      boolean fenced = won.get(fenceFirst ? 0 : 1);
      assertThat(store().lease(rival.id())).get().extracting(Lease::live).isEqualTo(!fenced);
      assertThat(store().renew(rival.id())).as("a renewal after the race").isEqualTo(!fenced);
    }
  }

  @Test
  final void L5_ofManyFencesExactlyOneIsApplied() {
    Lease rival = opened();

    assertThat(race(20, i -> store(i).reactive().fence(rival.id(), 1)))
        .as("check that LIVE is in the condition of the fence")
        .containsOnlyOnce(true);

    assertEnded(rival.id());
  }

  @Test
  final void L5_ofManyFencesOfAnAbsentLeaseExactlyOneIsApplied() {
    Lease rival = Samples.lease();

    assertThat(race(20, i -> store(i).reactive().fence(rival.id(), 0))).containsOnlyOnce(true);

    assertEnded(rival.id());
  }

  @Test
  final void L5_ofAnOpeningAndAFenceOfAnAbsentLeaseExactlyOneWins() {
    for (int round = 0; round < 20; round++) {
      Lease rival = Samples.lease();
      int first = round % 2;

      List<Boolean> won =
          race(
              2,
              i ->
                  i == first
                      ? other().reactive().fence(rival.id(), 0)
                      : store().reactive().open(rival));

      assertThat(won)
          .as("check that both insert, and that neither replaces")
          .containsOnlyOnce(true);
      assertThat(store().lease(rival.id()))
          .get()
          .extracting(Lease::live)
          .isEqualTo(won.get(1 - first));
    }
  }

  @Test
  final void L5_everyFenceOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L5);
  }

  private void assertEnded(LeaseId id) {
    assertThat(other().lease(id)).get().extracting(Lease::state).isEqualTo(Lease.State.ENDED);
  }
}
