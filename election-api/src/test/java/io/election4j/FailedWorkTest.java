package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.internal.InVirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What becomes of work that fails, whichever kind it is. */
class FailedWorkTest {

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final InVirtualTime world = new InVirtualTime();
  private final Elections process = world.processOnOneThread("a", world.store());
  private final Election election = process.join("books");
  private final List<ElectionEvent> events = InVirtualTime.events(election);
  private final AtomicInteger tries = new AtomicInteger();
  private final List<Object> seen = new ArrayList<>();

  private void elect() {
    world.pass(Duration.ofSeconds(2));
    assertThat(election.leadership()).isPresent();
  }

  private Flux<Integer> failing() {
    return Flux.just(tries.incrementAndGet())
        .concatWith(Mono.error(new IllegalStateException("no paper")));
  }

  @Test
  void aFluxFailsWithItsWorkAndOtherWorkGoesOn() {
    List<Long> ticks = new ArrayList<>();
    election
        .whileLeading(l -> Flux.interval(Duration.ofSeconds(1), world.time))
        .subscribe(ticks::add);
    election.whileLeading(l -> failing()).subscribe(seen::add, seen::add);
    elect();
    world.pass(PAUSE);
    assertThat(seen).first().isEqualTo(1);
    assertThat(seen).last().isInstanceOf(IllegalStateException.class);
    assertThat(seen).hasSize(2);
    assertThat(ticks).hasSizeGreaterThan(4);
    assertThat(election.leadership()).isPresent();
  }

  @Test
  void workIsTriedAgainAfterAPauseInTheSameTerm() {
    election
        .whileLeading(l -> failing(), OnFailure.retryAfter(PAUSE))
        .subscribe(seen::add, seen::add);
    elect();
    world.pass(PAUSE.multipliedBy(3));
    assertThat(seen).containsExactly(1, 2, 3, 4);
    assertThat(InVirtualTime.only(ElectionEvent.Revoked.class, events)).isEmpty();
  }

  @Test
  void workIsNotTriedAgainAfterItsTermOrItsSubscription() {
    var subscription =
        election
            .whileLeading(l -> failing(), OnFailure.retryAfter(PAUSE))
            .subscribe(seen::add, seen::add);
    elect();
    subscription.dispose();
    election.callWhileLeading(l -> tries.addAndGet(10), OnFailure.retryAfter(PAUSE)).subscribe();
    world.pass(PAUSE.multipliedBy(3));
    assertThat(tries).hasValue(11);
    election.leave().subscribe();
    world.pass(PAUSE.multipliedBy(3));
    assertThat(tries).hasValue(11);
    assertThat(election.status().running()).isFalse();
  }

  @Test
  void workThatFailsMayMakeItStepDownForAWhile() {
    election
        .whileLeading(l -> failing(), OnFailure.stepDown(Duration.ofMinutes(1)))
        .subscribe(seen::add, seen::add);
    settle();
    assertThat(seen).containsExactly(1);
    ElectionEvent.Revoked revoked = InVirtualTime.only(ElectionEvent.Revoked.class, events).get(0);
    assertThat(revoked.reason()).isEqualTo(ElectionEvent.Reason.STEPPED_DOWN);
    world.pass(Duration.ofSeconds(50));
    assertThat(seen).hasSize(1);
    world.pass(Duration.ofSeconds(15));
    assertThat(seen).containsExactly(1, 2);
  }

  private void settle() {
    world.pass(Duration.ofSeconds(3));
  }

  @Test
  void aLeaderWorkerThatDoesNotStartStepsDownForOneLease() {
    AtomicInteger starts = new AtomicInteger();
    election.lead(failingWorker(starts));
    settle();
    assertThat(starts).hasValue(1);
    assertThat(InVirtualTime.only(ElectionEvent.Revoked.class, events)).hasSize(1);
    world.pass(InVirtualTime.T.plusSeconds(1));
    assertThat(starts).hasValue(2);
  }

  @Test
  void aLeaderWorkerThatFailsForGoodIsStartedInNoLaterTerm() {
    AtomicInteger starts = new AtomicInteger();
    election.lead(failingWorker(starts), OnFailure.fail());
    elect();
    election.stepDown(Duration.ZERO).subscribe();
    elect();
    assertThat(InVirtualTime.only(ElectionEvent.Elected.class, events)).hasSize(2);
    assertThat(starts).hasValue(1);
  }

  @Test
  void aLeaderWorkerMayBeStartedAgainInTheSameTermInstead() {
    AtomicInteger starts = new AtomicInteger();
    election.lead(failingWorker(starts), OnFailure.retryAfter(PAUSE));
    elect();
    world.pass(PAUSE.multipliedBy(2));
    assertThat(starts).hasValue(3);
    assertThat(election.leadership()).isPresent();
  }

  private static LeaderWorker failingWorker(AtomicInteger starts) {
    return new LeaderWorker() {
      @Override
      public void start(Leadership leadership) {
        starts.incrementAndGet();
        throw new IllegalStateException("no paper");
      }

      @Override
      public void stop(Leadership leadership) {
        throw new AssertionError("never started");
      }
    };
  }

  @Test
  void anErrorThatReactorThrowsInsteadOfSignallingIsAFailureToo() {
    election
        .whileLeading(
            l -> {
              throw new StackOverflowError("deep");
            })
        .subscribe(seen::add, seen::add);
    elect();
    assertThat(seen).singleElement().isInstanceOf(StackOverflowError.class);
    election.leave().subscribe();
    world.pass(Duration.ofSeconds(2));
    assertThat(election.status().running()).isFalse();
  }

  @Test
  void workIsTriedAgainAfterSuchAnErrorToo() {
    election
        .whileLeading(
            l -> {
              throw new StackOverflowError("deep " + tries.incrementAndGet());
            },
            OnFailure.retryAfter(PAUSE))
        .subscribe(seen::add, seen::add);
    elect();
    world.pass(PAUSE);
    assertThat(tries).hasValue(2);
    assertThat(seen).isEmpty();
  }

  @Test
  void anErrorOfACallIsAFailureToo() {
    election
        .callWhileLeading(
            l -> {
              throw new NoClassDefFoundError("Paper");
            })
        .subscribe(seen::add, seen::add);
    elect();
    assertThat(seen).singleElement().isInstanceOf(NoClassDefFoundError.class);
    election.leave().subscribe();
    world.pass(Duration.ofSeconds(2));
    assertThat(election.status().running()).isFalse();
  }

  @Test
  void pausesAndCoolDownsHaveBounds() {
    assertThatThrownBy(() -> OnFailure.retryAfter(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pause PT0S");
    assertThatThrownBy(() -> OnFailure.stepDown(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("coolDown PT-1S");
    assertThatThrownBy(() -> election.stepDown(Duration.ofDays(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("coolDown PT48H");
  }

  @Test
  void workThatIsCancelledBeforeItHasGivenASubscriptionHasStopped() {
    election
        .whileLeading(l -> (Publisher<Integer>) subscriber -> tries.incrementAndGet())
        .subscribe();
    elect();
    assertThat(tries).hasValue(1);
    election.leave().subscribe();
    world.pass(Duration.ofSeconds(2));
    assertThat(election.status().running()).isFalse();
  }
}
