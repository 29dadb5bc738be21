package io.election4j.testkit.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.LeaderChanged;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.LeaderWorker;
import io.election4j.Leadership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class VirtualWorldTest {

  private static final Duration LEASE = Duration.ofSeconds(15);

  private final VirtualWorld world = VirtualWorld.create();
  private final VirtualProcess me = world.process("me");
  private final Election books = me.elections().join("books");
  private final List<ElectionEvent> events = new ArrayList<>();

  VirtualWorldTest() {
    books.events().subscribe(events::add);
  }

  @Test
  void whoeverIsAloneLeadsByItself() {
    world.pass(Duration.ofSeconds(1));

    assertThat(books.leadership()).map(Leadership::isValid).contains(true);
  }

  @Test
  void theScriptSaysWhoLeads() {
    me.lose("books", Candidate.named("other").with("host", "10.0.0.9"));
    world.pass(LEASE.multipliedBy(10));

    assertThat(books.leadership()).isEmpty();
    assertThat(books.leader())
        .map(leader -> leader.candidate().attributes().get("host"))
        .contains("10.0.0.9");

    me.elect("books");

    assertThat(books.leadership()).map(Leadership::term).contains(3L);
    assertThat(last()).isInstanceOfAny(Elected.class, LeaderChanged.class);
  }

  @Test
  void whoeverIsSupersededIsRevoked() {
    me.elect("books");

    me.lose("books");

    assertThat(reasons()).containsExactly("SUPERSEDED");
    assertThat(books.leader()).map(leader -> leader.candidate().name()).contains("somebody-else");
  }

  @Test
  void aLeaseLostIsLostForAllElectionsAndTheProcessStandsAgain() {
    Election shard = me.elections().join("shard");
    me.elect("books");
    me.elect("shard");
    Leadership first = books.leadership().orElseThrow();
    Leadership second = shard.leadership().orElseThrow();

    me.loseLease();
    world.pass(Duration.ofSeconds(1));

    assertThat(first.isValid()).isFalse();
    assertThat(second.isValid()).isFalse();
    assertThat(reasons()).containsExactly("LEASE_ENDED");
    assertThat(books.leadership())
        .map(Leadership::term)
        .hasValueSatisfying(term -> assertThat(term).isGreaterThan(first.term()));
  }

  @Test
  void aPauseLongerThanTheTrustEndsTheTermBeforeAnythingElseRuns() {
    me.elect("books");
    Leadership term = books.leadership().orElseThrow();

    me.pause(LEASE);

    assertThat(term.isValid()).isFalse();
    assertThat(reasons()).containsExactly("PAUSED");
  }

  @Test
  void aSuspendedMachineFindsItsTermOverThoughItsMonotonicClockStoodStill() {
    me.elect("books");
    Leadership term = books.leadership().orElseThrow();

    me.suspend(LEASE);

    assertThat(term.isValid()).isFalse();
    world.pass(Duration.ofSeconds(1));
    assertThat(reasons()).containsExactly("CLOCK_JUMPED");
  }

  @Test
  void aStoreThatIsDownCostsTheOfficeAndItsReturnGivesItBack() {
    me.elect("books");

    me.storeDown();
    world.pass(LEASE);

    assertThat(books.leadership()).isEmpty();
    assertThat(reasons()).containsExactly("STORE_UNREACHABLE");

    me.storeUp();
    world.pass(LEASE.multipliedBy(2));

    assertThat(books.leadership()).isPresent();
  }

  @Test
  void aSilentStoreCostsTheOfficeToo() {
    me.elect("books");

    me.storeSilent();
    world.pass(LEASE);

    assertThat(reasons()).containsExactly("STORE_UNREACHABLE");
  }

  @Test
  void twoProcessesElectAnotherLeaderWhenOneIsKilled() {
    VirtualProcess other = world.process("other");
    me.elect("books");
    Election theirs = other.elections().join("books");
    world.pass(LEASE);
    assertThat(theirs.leader()).map(leader -> leader.candidate().name()).contains("me");

    me.kill();
    other.elect("books");

    assertThat(theirs.leadership()).isPresent();
  }

  @Test
  void closingHandsTheOfficeOver() {
    VirtualProcess other = world.process("other");
    world.pass(LEASE);
    Election theirs = other.elections().join("books");
    world.pass(LEASE);

    me.close();
    world.pass(Duration.ofSeconds(1));

    assertThat(reasons()).containsExactly("CLOSED");
    assertThat(theirs.leadership()).isPresent();
  }

  @Test
  void workAndWorkersRunOnTheThreadOfTheTest() {
    List<String> calls = new ArrayList<>();
    Thread test = Thread.currentThread();
    books.lead(
        new LeaderWorker() {
          @Override
          public void start(Leadership leadership) {
            calls.add("start " + (Thread.currentThread() == test));
          }

          @Override
          public void stop(Leadership leadership) {
            calls.add("stop " + (Thread.currentThread() == test));
          }
        });
    List<Long> ticks = new ArrayList<>();
    books
        .whileLeading(term -> Flux.interval(Duration.ofSeconds(1), me.scheduler()))
        .subscribe(ticks::add);

    me.elect("books");
    world.pass(Duration.ofMillis(3500));
    me.lose("books");

    assertThat(calls).containsExactly("start true", "stop true");
    assertThat(ticks).startsWith(0L, 1L, 2L).hasSizeLessThan(5);
  }

  @Test
  void electingWhoeverHasNotJoinedIsAnErrorThatSaysSo() {
    assertThatThrownBy(() -> me.elect("shard"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'me' does not win election 'shard': has it joined as a candidate?");
  }

  private ElectionEvent last() {
    return events.get(events.size() - 1);
  }

  private List<String> reasons() {
    return events.stream()
        .filter(Revoked.class::isInstance)
        .map(event -> ((Revoked) event).reason().name())
        .toList();
  }
}
