package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.election4j.internal.FaultyStore;
import io.election4j.internal.FaultyStore.Fault;
import io.election4j.internal.InVirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be seen of elections, of their store, and of who takes part. */
class StatusTest {

  private static final Duration A_WHILE = Duration.ofSeconds(5);

  private final InVirtualTime world = new InVirtualTime();
  private final FaultyStore store = world.store();

  @Test
  void aSnapshotShowsAllElectionsAndTheStore() {
    Elections process = world.process("a", store);
    Election led = process.join("books");
    world.pass(A_WHILE);
    process.observe("watched");
    ElectionsStatus snapshot = process.status();
    assertThat(snapshot.candidate()).isEqualTo(Candidate.named("a"));
    assertThat(snapshot.lease()).isEqualTo(led.status().lease()).isPresent();
    assertThat(snapshot.remaining()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
    assertThat(snapshot.elections())
        .extracting(ElectionStatus::election, ElectionStatus::role, ElectionStatus::term)
        .containsExactly(
            tuple("books", ElectionStatus.Role.LEADER, 1L),
            tuple("watched", ElectionStatus.Role.OBSERVER, 0L));
    assertThat(snapshot.elections().get(0).ready()).isTrue();
    assertThat(snapshot.elections().get(0).remaining()).isEqualTo(snapshot.remaining());
    assertThat(snapshot.store().prepared()).isTrue();
    assertThat(snapshot.store().available()).isTrue();
    assertThat(snapshot.store().lastError()).isEmpty();
    assertThat(snapshot.store().renewals()).isPositive();
    assertThat(snapshot.store().failedRenewals()).isZero();
    assertThat(snapshot.store().operations().get(StoreStatus.Operation.CLAIM))
        .isEqualTo(new StoreStatus.Outcomes(1, 0, 0));
    assertThat(snapshot.participants()).isEmpty();
  }

  @Test
  void whatTheStoreDoesNotAnswerIsCountedAsUnknownAndTold() {
    Elections process = world.process("a", store);
    List<StoreEvent> events = new ArrayList<>();
    process.storeEvents().subscribe(events::add);
    process.join("books");
    world.pass(A_WHILE);
    store.always(Fault.STALLS);
    world.pass(Duration.ofSeconds(10));
    StoreStatus status = process.status().store();
    assertThat(status.available()).isFalse();
    assertThat(status.failedRenewals()).isPositive();
    assertThat(status.operations().get(StoreStatus.Operation.RENEW).refused()).isZero();
    assertThat(status.lastError()).get().asString().contains("did not answer");
    assertThat(status.lastErrorAt()).isPresent();
    List<StoreEvent> late = new ArrayList<>();
    process.storeEvents().subscribe(late::add);
    store.healthy();
    world.pass(Duration.ofSeconds(30));
    assertThat(events).hasSize(2);
    assertThat(events.get(0)).isInstanceOf(StoreEvent.Unavailable.class);
    assertThat(((StoreEvent.Recovered) events.get(1)).after())
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15));
    assertThat(late).isEqualTo(events);
    assertThat(process.status().store().available()).isTrue();
    assertThat(process.status().store().lastError()).isPresent();
  }

  @Test
  void vacancyTellsForHowLongNobodyLed() {
    Elections a = world.process("a", store);
    a.join("books");
    Election observed = world.process("b", new FaultyStore(world.data.connect())).observe("books");
    world.pass(A_WHILE);
    a.closeLater().subscribe();
    world.pass(A_WHILE);
    world.pass(A_WHILE);
    List<ElectionEvent> late = InVirtualTime.events(observed);
    world.settle();
    assertThat(InVirtualTime.only(ElectionEvent.Vacant.class, late))
        .singleElement()
        .satisfies(
            vacant -> {
              assertThat(vacant.term()).isEqualTo(1);
              assertThat(vacant.vacantFor())
                  .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(11));
            });
  }

  @Test
  void thoseThatAreListedSeeEachOther() {
    Elections a = world.on("a", world.data.connect()).visible(true).build();
    Elections b =
        world.on("b", world.data.connect()).candidate(Candidate.named("b").withPriority(1)).build();
    Elections c = world.process("c", world.data.connect());
    List<List<String>> changes = new ArrayList<>();
    a.participantChanges().map(StatusTest::names).subscribe(changes::add);
    a.join("books");
    b.join("books");
    c.join("books");
    world.pass(Duration.ofMinutes(1));
    assertThat(names(a.participants())).contains("a", "b");
    assertThat(names(b.participants())).contains("a", "b");
    assertThat(c.participants()).isEmpty();
    assertThat(a.participants())
        .filteredOn(Participant::self)
        .singleElement()
        .satisfies(me -> assertThat(me.candidate().name()).isEqualTo("a"));
    assertThat(a.status().participants()).isEqualTo(a.participants());
    b.closeLater().subscribe();
    world.pass(Duration.ofMinutes(1));
    assertThat(names(a.participants())).doesNotContain("b");
    assertThat(changes).last().isEqualTo(names(a.participants()));
  }

  private static List<String> names(List<Participant> participants) {
    return participants.stream().map(p -> p.candidate().name()).toList();
  }

  @Test
  void beingListedNeedsAStoreThatListsLeases() {
    ElectionsBuilder builder = world.on("a", store);
    assertThatThrownBy(() -> builder.visible(true).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "visible needs a store that lists leases (a LeaseDirectory), and FaultyStore is none");
    assertThatThrownBy(() -> builder.visible(false).yieldToPriority(true).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("yieldToPriority needs");
    builder.yieldToPriority(false).candidate(Candidate.named("a").withPriority(-2));
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("priority -2 needs");
  }

  @Test
  void theDrainTimeoutHasBounds() {
    ElectionsBuilder builder = world.on("a", store);
    assertThatThrownBy(() -> builder.stopTimeout(Duration.ofHours(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stopTimeout 7200 s is not between 1 ms and 3600 s");
  }
}
