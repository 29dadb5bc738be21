package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.ElectionEvent.WorkOverdue;
import io.election4j.internal.Await;
import io.election4j.internal.FaultyStore;
import io.election4j.internal.FaultyStore.Call;
import io.election4j.internal.FaultyStore.Fault;
import io.election4j.internal.InVirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work that does not stop. */
class OverdueTest {

  private final InVirtualTime world = new InVirtualTime();
  private final FaultyStore store = world.store();
  private final List<WorkOverdue> lastResorts = new CopyOnWriteArrayList<>();
  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final Elections process =
      world.on("a", store).stopTimeout(Duration.ofSeconds(20)).lastResort(this::lastResort).build();
  private final Election stuck = process.join("stuck");
  private final List<ElectionEvent> events = InVirtualTime.events(stuck);

  private void lastResort(WorkOverdue overdue) {
    lastResorts.add(overdue);
    throw new AssertionError("a last resort that fails harms nobody");
  }

  private void elect() {
    stuck
        .callWhileLeading(
            leadership -> {
              begun.countDown();
              Uninterruptible.await(go);
              return 1;
            })
        .subscribe();
    world.pass(Duration.ofSeconds(2));
    Await.on(begun);
  }

  @AfterEach
  void letItGo() {
    go.countDown();
  }

  private List<WorkOverdue> overdue() {
    return InVirtualTime.only(WorkOverdue.class, events);
  }

  @Test
  void afterSteppingDownItsTermEndsAndTheRecordStaysHeld() {
    elect();
    stuck.stepDown(Duration.ZERO).subscribe();
    world.pass(Duration.ofSeconds(21));
    assertThat(InVirtualTime.only(Revoked.class, events)).hasSize(1);
    assertThat(overdue())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.held()).isTrue();
              assertThat(event.term()).isEqualTo(1);
              assertThat(event.sinceStopRequested()).isBetween(seconds(19), seconds(22));
            });
    world.pass(Duration.ofMinutes(5));
    assertThat(store.count(Call.AMEND)).isZero();
    assertThat(overdue()).hasSize(1);
    assertThat(lastResorts).isEmpty();
  }

  @Test
  void onceItHasStoppedTheRecordIsVacatedAndItLeadsAgain() {
    elect();
    stuck.stepDown(Duration.ZERO).subscribe();
    world.pass(Duration.ofMinutes(1));
    go.countDown();
    Await.until(
        () -> {
          world.pass(Duration.ofMillis(100));
          return InVirtualTime.only(Elected.class, events).size() == 2;
        });
    assertThat(InVirtualTime.only(Elected.class, events).get(1).term()).isEqualTo(2);
    assertThat(InVirtualTime.only(Revoked.class, events)).hasSize(1);
  }

  @Test
  void theLastResortIsCalledOnlyOnceAnotherProcessMayLead() {
    elect();
    store.always(Fault.STALLS);
    world.pass(Duration.ofSeconds(30));
    assertThat(InVirtualTime.only(Revoked.class, events)).hasSize(1);
    assertThat(overdue()).isNotEmpty();
    assertThat(overdue()).last().extracting(WorkOverdue::held).isEqualTo(false);
    Await.until(() -> !lastResorts.isEmpty());
    world.pass(Duration.ofMinutes(5));
    assertThat(lastResorts).hasSize(1);
    assertThat(lastResorts.get(0).held()).isFalse();
  }

  @Test
  void closingDoesNotWaitForItForEverAndCallsTheLastResort() {
    elect();
    process.closeLater().subscribe();
    world.pass(InVirtualTime.T.minusSeconds(1));
    assertThat(overdue()).isEmpty();
    world.pass(Duration.ofSeconds(2));
    assertThat(InVirtualTime.only(Revoked.class, events)).hasSize(1);
    assertThat(overdue()).singleElement().extracting(WorkOverdue::held).isEqualTo(false);
    Await.until(() -> !lastResorts.isEmpty());
    assertThat(lastResorts).hasSize(1);
    assertThat(store.count(Call.AMEND, Call.END)).isZero();
  }

  @Test
  void workThatBlocksForTenLeasesCostsNoOtherElectionItsLease() {
    Election other = process.join("other");
    List<ElectionEvent> others = InVirtualTime.events(other);
    elect();
    stuck.leave().subscribe();
    world.pass(InVirtualTime.T.multipliedBy(10));
    assertThat(other.leadership()).isPresent();
    assertThat(InVirtualTime.only(Revoked.class, others)).isEmpty();
    assertThat(InVirtualTime.only(Revoked.class, events)).hasSize(1);
    assertThat(stuck.status().running()).isTrue();
    assertThat(overdue()).singleElement().extracting(WorkOverdue::held).isEqualTo(true);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
