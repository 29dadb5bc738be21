package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionEvent.Reason;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.internal.FaultyStore;
import io.election4j.internal.InVirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Candidates that stand only while they are fit. */
class FitnessTest {

  private static final Duration A_WHILE = Duration.ofSeconds(5);

  private final InVirtualTime world = new InVirtualTime();
  private final FaultyStore store = world.store();
  private final Elections process = world.process("a", store);
  private final Sinks.Many<Boolean> fit = Sinks.many().multicast().onBackpressureBuffer();
  private final Candidacy gated = Candidacy.plain().gatedBy(fit.asFlux());

  private void say(boolean value) {
    fit.tryEmitNext(value).orThrow();
    world.pass(A_WHILE);
  }

  @Test
  void itStandsWhileItIsFitAndNotBefore() {
    Election election = process.join("books", gated);
    List<ElectionEvent> events = InVirtualTime.events(election);
    world.pass(Duration.ofMinutes(1));
    assertThat(election.status().leading()).isFalse();
    assertThat(election.status().gates()).containsExactly(ElectionStatus.Gate.FITNESS);
    assertThat(store.count(FaultyStore.Call.CLAIM)).isZero();
    say(true);
    assertThat(election.status().leading()).isTrue();
    assertThat(election.status().gates()).isEmpty();
    say(false);
    assertThat(election.status().leading()).isFalse();
    assertThat(InVirtualTime.only(Revoked.class, events))
        .singleElement()
        .extracting(Revoked::reason)
        .isEqualTo(Reason.UNFIT);
    assertThat(election.status().lastLoss()).contains(Reason.UNFIT);
    say(true);
    assertThat(election.leadership()).map(Leadership::term).contains(2L);
  }

  @Test
  void oneThatFailsIsUnfitForGood() {
    Election election = process.join("books", gated);
    world.settle();
    say(true);
    fit.tryEmitError(new IllegalStateException("sensor lost")).orThrow();
    world.pass(Duration.ofMinutes(1));
    assertThat(election.status().leading()).isFalse();
    assertThat(election.status().running()).isTrue();
  }

  @Test
  void oneThatCompletesKeepsItsLastWord() {
    Election warm = process.join("warm", Candidacy.plain().gatedBy(Mono.just(true)));
    Election mute = process.join("mute", Candidacy.plain().gatedBy(Mono.empty()));
    world.pass(Duration.ofMinutes(1));
    assertThat(warm.status().leading()).isTrue();
    assertThat(mute.status().leading()).isFalse();
  }

  @Test
  void nobodyListensAfterLeavingAndTheNextTimeBeginsAnew() {
    AtomicInteger listening = new AtomicInteger();
    Flux<Boolean> counted =
        fit.asFlux()
            .doOnSubscribe(s -> listening.incrementAndGet())
            .doFinally(end -> listening.decrementAndGet());
    Election election = process.join("books", Candidacy.plain().gatedBy(counted));
    world.settle();
    say(true);
    assertThat(listening).hasValue(1);
    election.leave().subscribe();
    world.pass(A_WHILE);
    assertThat(listening).hasValue(0);
    Election again = process.join("books");
    world.pass(A_WHILE);
    assertThat(again).isNotSameAs(election);
    assertThat(again.status().leading()).isTrue();
  }

  @Test
  void theTermsOfACandidacyAreThoseOfTheFirstTime() {
    Election election = process.join("books", gated);
    assertThat(process.join("books")).isSameAs(election);
    assertThat(process.join("books", gated)).isSameAs(election);
    assertThat(process.observe("books")).isSameAs(election);
    assertThatThrownBy(() -> process.join("books", Candidacy.plain().confirmed()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("election 'books' is already joined with Candidacy[gated=true");
    world.pass(A_WHILE);
    assertThat(election.status().leading()).isFalse();
  }

  @Test
  void anObserverMayBecomeACandidateThatIsGated() {
    Election election = process.observe("books");
    world.pass(A_WHILE);
    assertThat(election.status().role()).isEqualTo(ElectionStatus.Role.OBSERVER);
    process.join("books", gated);
    world.pass(A_WHILE);
    assertThat(election.status().role()).isEqualTo(ElectionStatus.Role.FOLLOWER);
    say(true);
    assertThat(election.status().role()).isEqualTo(ElectionStatus.Role.LEADER);
  }
}
