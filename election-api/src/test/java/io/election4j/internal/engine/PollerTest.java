package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Marker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The poll is 500 ms. */
class PollerTest {

  private static final Duration POLL = Duration.ofMillis(500);

  private List<StoreRequest.Observe> reads(Rig rig) {
    return rig.asked(StoreRequest.Observe.class);
  }

  @Test
  void nothingIsReadWhileNobodyTakesPart() {
    Rig rig = new Rig();
    rig.pass(Duration.ofMinutes(1));
    assertThat(reads(rig)).isEmpty();
  }

  @Test
  void aJoinedElectionIsReadAtOnce() {
    Rig rig = new Rig();
    rig.settle();
    rig.observe("a");
    assertThat(reads(rig)).singleElement().satisfies(r -> assertThat(r.elections()).contains("a"));
  }

  @Test
  void onePollIsOneRead() {
    Rig rig = Rig.following("a");
    rig.pass(Duration.ofSeconds(10));
    assertThat(reads(rig)).hasSize(20);
  }

  @Test
  void pollsKeepTheirBeatHoweverLongTheStoreLetThemWait() {
    Rig rig = Rig.following("a");
    rig.hold(StoreRequest.Observe.class).pass(Duration.ofMillis(3_700));
    rig.release();
    rig.forget();
    rig.pass(Duration.ofMillis(299));
    assertThat(reads(rig)).isEmpty();
    rig.pass(Duration.ofMillis(1));
    assertThat(reads(rig)).hasSize(1);
  }

  @Test
  void oneReadIsUnderWayAtATime() {
    Rig rig = Rig.following("a").hold(StoreRequest.Observe.class);
    rig.pass(Duration.ofSeconds(10));
    assertThat(reads(rig)).hasSize(1);
  }

  @Test
  void aPollAsksForTheHoldersLeasesAndWhatChangedSinceTheLastOne() {
    Rig rig = Rig.following("a");
    rig.pass(POLL);
    rig.rivalLeads(2, "b");
    rig.pass(POLL);
    rig.pass(POLL);
    List<StoreRequest.Observe> all = reads(rig);
    assertThat(all).allSatisfy(r -> assertThat(r.watched()).containsExactly(Rig.rival(1)));
    assertThat(all.get(2).since()).isNotEqualTo(all.get(0).since()).isNotNull();
  }

  @Test
  void whatTheMarkerShowsIsLearned() {
    Rig rig = Rig.following("a");
    rig.store.end(Rig.rival(1)).block();
    rig.rivalTakes(2, "a");
    rig.pass(POLL);
    assertThat(rig.told(EngineEvent.Changed.class))
        .singleElement()
        .satisfies(changed -> assertThat(changed.record().holder()).isEqualTo(Rig.rival(2)));
  }

  @Test
  void everyJoinedRecordIsReadAgainInARollingCycle() {
    Rig rig = Rig.following("a");
    rig.observe("b");
    rig.settle();
    rig.forget();
    rig.pass(POLL.multipliedBy(10));
    assertThat(reads(rig)).anySatisfy(r -> assertThat(r.elections()).contains("a", "b"));
  }

  @Test
  void theRollingCycleGoesOnWhileUrgentReadsComeFasterThanPolls() {
    Rig rig = Rig.following("a");
    for (int i = 0; i < 60; i++) {
      rig.join("new-" + i);
      rig.pass(POLL.dividedBy(2));
    }
    assertThat(reads(rig)).anySatisfy(r -> assertThat(r.elections()).contains("a"));
  }

  @Test
  void aReadThatFailedIsRepeatedWithWhatItAskedFor() {
    Rig rig = new Rig().failing(StoreRequest.Observe.class);
    rig.observe("a");
    rig.settle();
    rig.healed().pass(POLL);
    assertThat(rig.told(EngineEvent.Changed.class)).hasSize(1);
  }

  @Test
  void failingReadsAreNotRepeatedFasterThanPolls() {
    Rig rig = Rig.following("a").failing(StoreRequest.Observe.class);
    rig.pass(Duration.ofSeconds(10));
    assertThat(reads(rig)).hasSizeBetween(10, 20);
  }

  @Test
  void theMarkerStaysWhereItWasWhenAReadFails() {
    Rig rig = Rig.following("a");
    rig.pass(POLL);
    rig.failing(StoreRequest.Observe.class).pass(POLL);
    rig.healed().pass(POLL);
    List<StoreRequest.Observe> all = reads(rig);
    assertThat(all.get(2).since()).isEqualTo(all.get(1).since()).isNotEqualTo(Marker.START);
  }

  @Test
  void whilePushFlowsOnlyLeasesAreReadAtEveryPoll() {
    Rig rig = Rig.following("a");
    rig.take(new Input.Push(true));
    rig.settle();
    rig.forget();
    rig.pass(POLL.multipliedBy(5));
    assertThat(reads(rig))
        .hasSize(5)
        .allSatisfy(
            read -> {
              assertThat(read.since()).isNull();
              assertThat(read.watched()).containsExactly(Rig.rival(1));
              assertThat(read.elections()).isEmpty();
            });
  }

  @Test
  void whilePushFlowsALeaderReadsNothingButTheRollingCycle() {
    Rig rig = Rig.leading("a");
    rig.take(new Input.Push(true));
    rig.settle();
    rig.forget();
    rig.pass(POLL.multipliedBy(20));
    assertThat(reads(rig))
        .hasSize(2)
        .allSatisfy(read -> assertThat(read.elections()).containsExactly("a"));
  }

  @Test
  void everythingIsReadAgainWhenPushBreaksAndWhenItFlowsAgain() {
    for (boolean flowing : List.of(true, false)) {
      Rig rig = Rig.following("a");
      rig.take(new Input.Push(flowing));
      assertThat(reads(rig))
          .singleElement()
          .satisfies(read -> assertThat(read.elections()).containsExactly("a"));
    }
  }

  @Test
  void afterAGapInPushChangesAreReadFromANewMarkerOn() {
    Rig rig = Rig.following("a");
    rig.take(new Input.Push(true));
    rig.settle();
    rig.forget();
    rig.take(new Input.Push(false));
    rig.settle();
    rig.pass(POLL);
    assertThat(reads(rig)).first().satisfies(r -> assertThat(r.since()).isEqualTo(Marker.START));
    assertThat(reads(rig)).last().satisfies(r -> assertThat(r.since()).isNotEqualTo(Marker.START));
  }

  @Test
  void aRingIsAPollAtOnceWithTheLeasesAndWhatChanged() {
    Rig rig = Rig.following("a");
    rig.pass(POLL);
    rig.forget();
    rig.take(new Input.Rung());
    assertThat(reads(rig))
        .singleElement()
        .satisfies(
            read -> {
              assertThat(read.since()).isNotNull().isNotEqualTo(Marker.START);
              assertThat(read.watched()).containsExactly(Rig.rival(1));
            });
  }

  @Test
  void aBellThatRingsWithoutEndCostsFourPollsMorePerPoll() {
    Rig rig = Rig.following("a");
    rig.forget();
    for (int i = 0; i < 10_000; i++) {
      rig.take(new Input.Rung());
      rig.pass(Duration.ofMillis(1));
    }
    assertThat(reads(rig)).hasSize(20 * (1 + Poller.MOST_RUNG));
  }

  @Test
  void theRollingCycleGoesOnWhileItRingsWithoutEnd() {
    Rig rig = Rig.following("a");
    rig.forget();
    for (int i = 0; i < 1_000; i++) {
      rig.take(new Input.Rung());
      rig.pass(Duration.ofMillis(10));
    }
    assertThat(reads(rig)).filteredOn(read -> read.elections().contains("a")).hasSizeBetween(1, 3);
  }

  @Test
  void whenItRingsWhileAReadIsUnderWayThereIsAnotherAfterIt() {
    Rig rig = Rig.following("a").hold(StoreRequest.Observe.class);
    rig.pass(POLL);
    rig.take(new Input.Rung());
    rig.take(new Input.Rung());
    assertThat(reads(rig)).hasSize(1);
    rig.release();
    rig.settle();
    assertThat(reads(rig)).hasSize(2);
  }

  @Test
  void pollsGoOnWithoutARing() {
    Rig rig = Rig.following("a");
    rig.take(new Input.Rung());
    rig.forget();
    rig.pass(Duration.ofSeconds(10));
    assertThat(reads(rig)).hasSize(20);
  }

  @Test
  void failingReadsAreNotHurriedByRings() {
    Rig rig = Rig.following("a").failing(StoreRequest.Observe.class);
    for (int i = 0; i < 1_000; i++) {
      rig.take(new Input.Rung());
      rig.pass(Duration.ofMillis(10));
    }
    assertThat(reads(rig)).hasSizeBetween(10, 21);
  }

  @Test
  void aHolderNotSeenBeforeIsObservedWithoutWaitingForThePoll() {
    Rig rig = new Rig();
    rig.rivalLeads(1, "a");
    rig.join("a");
    rig.settle();
    assertThat(reads(rig)).hasSize(2);
    assertThat(reads(rig)).last().satisfies(r -> assertThat(r.watched()).hasSize(1));
  }
}
