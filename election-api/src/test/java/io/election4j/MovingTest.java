package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionEvent.Reason;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.internal.FaultyStore;
import io.election4j.internal.FaultyStore.Call;
import io.election4j.internal.FaultyStore.Fault;
import io.election4j.internal.InVirtualTime;
import io.election4j.internal.RequestWriter;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Leadership that is moved on purpose. */
class MovingTest {

  private static final Duration A_WHILE = Duration.ofSeconds(5);

  private final InVirtualTime world = new InVirtualTime();
  private final FaultyStore store = world.store();
  private final Elections a = world.processOnOneThread("a", store);
  private final List<Object> ends = new ArrayList<>();

  private Elections process(String name) {
    return world.processOnOneThread(name, new FaultyStore(world.data.connect()));
  }

  private Election led(String name) {
    Election election = a.join(name);
    world.pass(A_WHILE);
    assertThat(election.leadership()).isPresent();
    return election;
  }

  private void subscribe(String what, Mono<?> wish) {
    wish.subscribe(value -> ends.add(value), failure -> ends.add(failure), () -> ends.add(what));
  }

  @Test
  void steppingDownCompletesWhenTheOfficeIsLeftToTheOthers() {
    Election election = led("books");
    List<ElectionEvent> events = InVirtualTime.events(election);
    Election second = process("b").join("books");
    world.pass(A_WHILE);
    Mono<Void> down = election.stepDown(Duration.ofMinutes(1));
    world.pass(A_WHILE);
    assertThat(election.leadership()).isPresent();
    store.when(Call.AMEND, Fault.FAILS);
    subscribe("down", down);
    world.pass(A_WHILE);
    assertThat(ends).isEmpty();
    store.healthy();
    world.pass(A_WHILE);
    assertThat(ends).containsExactly("down");
    assertThat(InVirtualTime.only(Revoked.class, events))
        .singleElement()
        .extracting(Revoked::reason)
        .isEqualTo(Reason.STEPPED_DOWN);
    assertThat(second.status().leading()).isTrue();
  }

  @Test
  void whoeverDoesNotLeadHasNothingToStepDownFrom() {
    subscribe("down", a.join("books").stepDown(Duration.ofHours(1)));
    world.settle();
    assertThat(ends).containsExactly("down");
  }

  @Test
  void transferringHandsOverToTheOneNamed() {
    Election election = led("books");
    Election second = process("b").join("books");
    Election third = process("c").join("books");
    world.pass(A_WHILE);
    subscribe("moved", election.transferTo("c"));
    world.pass(A_WHILE);
    assertThat(ends).containsExactly("moved");
    assertThat(third.status().leading()).isTrue();
    assertThat(second.status().leading()).isFalse();
    assertThatThrownBy(() -> election.transferTo(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("candidate name ' '");
  }

  @Test
  void drainingEndsThoughTheStoreWasNeverPrepared() {
    FaultyStore down = new FaultyStore(world.data.connect());
    down.when(Call.PREPARE, Fault.FAILS);
    Elections b = world.processOnOneThread("b", down);
    Election election = b.join("books");
    world.pass(A_WHILE);
    assertThat(b.status().store().prepared()).isFalse();
    for (int i = 0; i < 2; i++) {
      subscribe("drained", b.drain());
      world.pass(A_WHILE);
      subscribe("resumed", b.resume());
      world.pass(A_WHILE);
    }
    assertThat(ends).containsExactly("drained", "resumed", "drained", "resumed");

    subscribe("drained", b.drain());
    down.healthy();
    world.pass(A_WHILE);
    assertThat(election.leadership()).as("while drained").isEmpty();
    subscribe("resumed", b.resume());
    world.pass(A_WHILE);
    assertThat(election.leadership()).isPresent();
  }

  @Test
  void drainingHandsOverEverythingUntilItIsResumed() {
    Election books = led("books");
    Election paper = led("paper");
    Elections b = process("b");
    Election second = b.join("books");
    b.join("paper");
    world.pass(A_WHILE);
    subscribe("drained", a.drain());
    world.pass(A_WHILE);
    assertThat(ends).containsExactly("drained");
    assertThat(second.status().leading()).isTrue();
    assertThat(books.status().gates()).containsExactly(ElectionStatus.Gate.DRAIN);
    assertThat(a.status().draining()).isTrue();
    subscribe("again", a.drain());
    world.settle();
    assertThat(ends).containsExactly("drained", "again");
    b.closeLater().subscribe();
    world.pass(Duration.ofMinutes(1));
    assertThat(paper.status().leading()).isFalse();
    Mono<Void> resuming = a.resume();
    world.pass(A_WHILE);
    assertThat(paper.status().leading()).as("lazy, as all that returns a Mono").isFalse();
    subscribe("resumed", resuming);
    world.pass(A_WHILE);
    assertThat(ends).contains("resumed");
    assertThat(paper.status().leading()).isTrue();
    assertThat(paper.status().gates()).isEmpty();
    assertThat(a.status().draining()).isFalse();
  }

  @Test
  void resumingEndsADrainThatIsNotOver() {
    Election election = led("books");
    store.when(Call.AMEND, Fault.STALLS);
    subscribe("drained", a.drain());
    world.pass(Duration.ofSeconds(1));
    assertThat(ends).isEmpty();
    a.resume().subscribe();
    world.settle();
    assertThat(ends)
        .singleElement()
        .isInstanceOfSatisfying(
            IllegalStateException.class,
            failure -> assertThat(failure).hasMessage("resumed before everything was drained"));
    store.healthy();
    world.pass(Duration.ofMinutes(1));
    assertThat(election.status().leading()).isTrue();
  }

  @Test
  void anybodyMayAskTheLeaderInItsRecord() {
    Election election = led("books");
    List<ElectionEvent> events = InVirtualTime.events(election);
    Elections b = process("b");
    subscribe("asked", b.request("books", Request.resign("ops")));
    world.pass(A_WHILE);
    assertThat(ends).containsExactly(true, "asked");
    assertThat(InVirtualTime.only(Revoked.class, events))
        .singleElement()
        .extracting(Revoked::reason)
        .isEqualTo(Reason.REQUESTED);
  }

  @Test
  void whereNobodyLeadsNobodyIsAsked() {
    Elections b = process("b");
    world.pass(A_WHILE);
    subscribe("asked", b.request("nothing", Request.drain("ops")));
    world.settle();
    assertThat(ends).containsExactly(false, "asked");
  }

  @Test
  void askingFailsIfTheStoreDoesNotAnswer() {
    FaultyStore slow = new FaultyStore(world.data.connect());
    Elections b = world.processOnOneThread("b", slow);
    slow.always(Fault.STALLS);
    subscribe("asked", b.request("books", Request.resign("ops")));
    world.pass(Duration.ofSeconds(7));
    assertThat(ends)
        .singleElement()
        .asString()
        .contains("the store did not answer in time to a request of election 'books'");
  }

  @Test
  void askingIsTriedAgainWhenTheRecordChangesInBetween() {
    Election election = led("books");
    Leadership leadership = election.leadership().orElseThrow();
    FaultyStore other =
        new FaultyStore(world.data.connect()) {
          private int reads;

          @Override
          public Mono<Observation> observe(
              @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
            return super.observe(since, watched, elections)
                .doOnNext(
                    seen -> {
                      if (++reads < 4) {
                        leadership.proclaim("page " + reads).subscribe();
                      }
                      world.settle();
                    });
          }
        };
    subscribe(
        "asked",
        new RequestWriter(other, Request.drain("ops"), pause -> Mono.empty()).ask("books"));
    world.settle();
    assertThat(ends).containsExactly(true, "asked");
    assertThat(other.count(Call.OBSERVE)).isEqualTo(4);
  }
}
