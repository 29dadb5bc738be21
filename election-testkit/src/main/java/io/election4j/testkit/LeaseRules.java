package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** L2 to L4: opening, renewing and ending one's own lease. */
abstract class LeaseRules extends Rules {

  @Test
  @Tag("L2")
  final void L2_aLeaseIsOpenedLiveAtVersion1() {
    Lease lease =
        Lease.opening(
            LeaseId.random(), Duration.ofMillis(1_001), Samples.candidate().withPriority(-7));

    assertThat(store().open(lease)).isTrue();

    assertThat(other().lease(lease.id()))
        .as(
            "check that version, ttl in milliseconds, state, candidate and priority are stored as given")
        .contains(lease);
  }

  @Test
  @Tag("L2")
  final void L2_openingAgainIsTrueAndChangesNothing() {
    Lease lease = opened();
    store().renew(lease.id());
    Lease again = Lease.opening(lease.id(), Duration.ofSeconds(1), Candidate.named("another"));

    assertThat(other().open(again)).as("the lease is LIVE, so its owner may count on it").isTrue();

    assertThat(other().lease(lease.id()))
        .as("check that open inserts only, and does not replace what is there")
        .contains(at(lease, 2));
  }

  @Test
  @Tag("L2")
  final void L2_openingManyTimesAtOnceOpensOneLease() {
    Lease lease = Samples.lease();

    assertThat(race(20, i -> store(i).reactive().open(lease))).containsOnly(true);

    assertThat(other().lease(lease.id())).contains(lease);
  }

  @Test
  @Tag("L2")
  final void L2_anEndedLeaseIsNotOpenedAgain() {
    Lease lease = ended();

    assertThat(other().open(lease))
        .as("check that open looks at the state of a lease that is there")
        .isFalse();
    assertEnded(lease.id());
  }

  @Test
  @Tag("L2")
  final void L2_everyOpeningOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L2);
  }

  @Test
  @Tag("L3")
  final void L3_aRenewalAddsOneToTheVersion() {
    Lease lease = opened();
    for (int renewals = 1; renewals <= 4; renewals++) {
      assertThat(store(renewals).renew(lease.id())).isTrue();
      assertThat(store(renewals + 1).lease(lease.id()))
          .as("check that a renewal changes the version and nothing else")
          .contains(at(lease, 1 + renewals));
    }
  }

  @Test
  @Tag("L3")
  final void L3_renewalsAtTheSameTimeAllCount() {
    Lease lease = opened();

    assertThat(race(20, i -> store(i).reactive().renew(lease.id()))).containsOnly(true);

    assertThat(other().lease(lease.id()))
        .as("check that the database computes the version: reading it first loses updates")
        .contains(at(lease, 21));
  }

  @Test
  @Tag("L3")
  final void L3_renewingTouchesNoOtherLease() {
    Lease lease = opened();
    Lease neighbour = opened();

    store().renew(lease.id());

    assertThat(other().lease(neighbour.id())).contains(neighbour);
  }

  @Test
  @Tag("L3")
  final void L3_anEndedLeaseIsNotRenewed() {
    Lease lease = ended();
    Lease before = other().lease(lease.id()).orElseThrow();

    assertThat(other().renew(lease.id()))
        .as("check that LIVE is in the condition of the renewal")
        .isFalse();

    assertThat(store().lease(lease.id())).contains(before);
  }

  @Test
  @Tag("L3")
  final void L3_anAbsentLeaseIsNeitherRenewedNorCreated() {
    Lease absent = Samples.lease();

    assertThat(store().renew(absent.id())).isFalse();

    assertThat(other().lease(absent.id())).as("check that a renewal never inserts").isEmpty();
    assertThat(other().open(absent)).as("it is still free to be opened").isTrue();
  }

  @Test
  @Tag("L3")
  final void L3_everyRenewalOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L3);
  }

  @Test
  @Tag("L4")
  final void L4_anEndedLeaseStaysEndedWhateverIsAsked() {
    Lease lease = ended();
    long version = other().lease(lease.id()).orElseThrow().version();
    ElectionRecord vacant = vacant();

    for (BlockingStore store : List.of(store(), other())) {
      store.open(lease);
      store.renew(lease.id());
      store.fence(lease.id(), 0);
      store.fence(lease.id(), version);
      store.end(lease.id());
      store.claim(lease, vacant);
    }

    assertEnded(lease.id());
  }

  @Test
  @Tag("L4")
  final void L4_endingIsIdempotent() {
    Lease lease = opened();
    for (int i = 0; i < 3; i++) {
      store(i).end(lease.id());
      assertEnded(lease.id());
    }
  }

  @Test
  @Tag("L4")
  final void L4_endingAnAbsentLeaseLeavesItAbsent() {
    Lease absent = Samples.lease();

    store().end(absent.id());

    assertThat(other().lease(absent.id())).as("check that end never inserts").isEmpty();
    assertThat(store().open(absent)).isTrue();
  }

  @Test
  @Tag("L4")
  final void L4_aRenewalThatRacesWithTheEndDoesNotReviveTheLease() {
    for (int round = 0; round < 10; round++) {
      Lease lease = opened();
      Mono<Boolean> end = store(round).reactive().end(lease.id()).thenReturn(true);

      race(7, i -> i == 3 ? end : store(i).reactive().renew(lease.id()));

      assertThat(store().renew(lease.id()))
          .as("a renewal after the end was acknowledged")
          .isFalse();
      assertEnded(lease.id());
    }
  }

  @Test
  @Tag("L4")
  final void L4_everyEndOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L4);
  }

  private void assertEnded(LeaseId id) {
    assertThat(other().lease(id)).get().extracting(Lease::state).isEqualTo(Lease.State.ENDED);
  }

  private static Lease at(Lease lease, long version) {
    return new Lease(lease.id(), version, lease.ttl(), Lease.State.LIVE, lease.candidate());
  }
}
