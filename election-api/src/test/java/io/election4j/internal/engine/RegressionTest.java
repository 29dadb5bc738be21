package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.ElectionEvent.Reason;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Observation;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The store went backwards, lost a record, or is another one. T is 15 s, the poll 500 ms. */
class RegressionTest {

  private static final Duration T = Duration.ofSeconds(15);
  private static final Duration CYCLE = Duration.ofMillis(5_500);

  private static ElectionRecord record(long term, long revision, LeaseId holder) {
    return new ElectionRecord(
        "a",
        term,
        revision,
        holder,
        holder == null ? null : T,
        holder == null ? null : Candidate.named("x"),
        "");
  }

  private static UnaryOperator<Observation> showing(ElectionRecord record) {
    return read -> new Observation(read.identity(), read.next(), List.of(record), read.leases());
  }

  private static UnaryOperator<Observation> another(String identity) {
    return read -> new Observation(identity, read.next(), read.records(), read.leases());
  }

  private static void regressed(Rig rig, int times) {
    assertThat(rig.told(EngineEvent.StoreRegressed.class)).hasSize(times);
  }

  @Test
  void aLeaderWhoseRecordWentBackIsRevokedAtOnce() {
    Rig rig = Rig.leading("a");
    rig.reads(showing(record(0, 0, null)));
    rig.pass(CYCLE);
    regressed(rig, 1);
    assertThat(rig.told(EngineEvent.Revoked.class))
        .containsExactly(new EngineEvent.Revoked("a", 1, Reason.STORE_REGRESSED, 0));
  }

  @Test
  void aHigherTermAtTheSameRevisionIsAnotherHistoryAndBelieved() {
    Rig rig = Rig.leading("a");
    long revision = rig.record("a").revision();
    rig.reads(showing(record(7, revision, Rig.rival(1))));
    rig.pass(CYCLE);
    regressed(rig, 1);
    assertThat(rig.told(EngineEvent.Revoked.class))
        .containsExactly(new EngineEvent.Revoked("a", 1, Reason.SUPERSEDED, 7));
  }

  @Test
  void aRecordThatWentBackIsNotClaimedForT() {
    Rig rig = Rig.following("a");
    rig.rivalTakes(2, "a");
    rig.pass(Duration.ofSeconds(1));
    rig.reads(showing(record(1, 2, null)));
    rig.pass(T);
    regressed(rig, 1);
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.asked(StoreRequest.Claim.class)).isNotEmpty();
  }

  @Test
  void aReadOlderThanWhatIsKnownIsNoRegression() {
    Rig rig = Rig.following("a").hold(StoreRequest.Observe.class);
    rig.pass(Duration.ofMillis(500));
    StoreRequest.Observe read = rig.pending(StoreRequest.Observe.class);
    Input.Reply old = rig.apply(read);
    rig.rivalTakes(2, "a");
    rig.take(new Input.Hint(rig.record("a")));
    rig.reply(old);
    regressed(rig, 0);
  }

  @Test
  void aHintFromBeforeARecordWasDeletedAndMadeAnewIsReadAboutAndNotBelieved() {
    Rig rig = Rig.leading("a");
    rig.take(new Input.Hint(record(0, 99, Rig.rival(1))));
    assertThat(rig.asked(StoreRequest.Observe.class).get(0).elections()).containsExactly("a");
    rig.pass(CYCLE);
    regressed(rig, 0);
    assertThat(rig.told(EngineEvent.Revoked.class)).isEmpty();
  }

  @Test
  void anOldHintIsNoRegression() {
    Rig rig = Rig.following("a");
    rig.take(new Input.Hint(record(0, 0, null)));
    regressed(rig, 0);
    assertThat(rig.told(EngineEvent.Changed.class)).isEmpty();
  }

  @Test
  void theNextTermIsAskedToBeAboveEveryTermSeen() {
    Rig rig = Rig.following("a");
    rig.take(new Input.Hint(record(5_000, 7_000, Rig.rival(1))));
    rig.pass(CYCLE);
    regressed(rig, 1);
    rig.store.end(Rig.rival(1)).block();
    rig.pass(T);
    assertThat(rig.asked(StoreRequest.Claim.class)).hasSize(1);
    assertThat(rig.wins()).containsExactly(new Rig.Win("a", 5_001, Rig.id(1)));
  }

  @Test
  void aRecordOfOursAtALowerTermIsVacatedBeforeItIsClaimed() {
    Rig rig = Rig.leading("a");
    rig.take(new Input.Hint(record(5_000, 7_000, Rig.rival(1))));
    rig.workStopped("a", 1);
    rig.pass(CYCLE.plus(T).plusSeconds(1));
    assertThat(rig.asked(StoreRequest.Vacate.class)).hasSize(1);
    assertThat(rig.told(EngineEvent.Elected.class))
        .extracting(EngineEvent.Elected::term)
        .containsExactly(5_001L);
  }

  private static Observation without(Observation read) {
    return new Observation(read.identity(), read.next(), List.of(), read.leases());
  }

  @Test
  void aRecordDeletedUnderALeaderRevokesIt() {
    Rig rig = Rig.leading("a");
    rig.reads(RegressionTest::without);
    rig.pass(CYCLE);
    regressed(rig, 1);
    assertThat(rig.told(EngineEvent.Revoked.class))
        .containsExactly(new EngineEvent.Revoked("a", 1, Reason.STORE_REGRESSED, 0));
  }

  @Test
  void aDeletedRecordIsCreatedAgainAndNotClaimedForT() {
    Rig rig = Rig.following("a");
    rig.reads(RegressionTest::without);
    rig.pass(CYCLE);
    assertThat(rig.asked(StoreRequest.Create.class)).isNotEmpty();
    rig.reads(showing(record(0, 0, null)));
    rig.pass(T.minusSeconds(2));
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
  }

  @Test
  void aRecordThatStaysAbsentIsNotCreatedFasterThanPolls() {
    Rig rig = new Rig();
    rig.reads(RegressionTest::without);
    rig.join("a");
    rig.pass(Duration.ofSeconds(10));
    assertThat(rig.asked(StoreRequest.Create.class)).hasSizeBetween(10, 21);
  }

  @Test
  void fromAnotherStoreNothingIsClaimedForTVacantOrNot() {
    Rig rig = new Rig();
    rig.store.create(List.of("a")).block();
    rig.rivalLeads(1, "b");
    rig.observe("a");
    rig.join("b");
    rig.settle();
    String here = rig.identity();
    rig.reads(another("elsewhere"));
    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.told(EngineEvent.StoreReplaced.class))
        .containsExactly(new EngineEvent.StoreReplaced(here, "elsewhere"));
    rig.forget();
    rig.join("a");
    rig.store.end(Rig.rival(1)).block();
    rig.pass(T.minusSeconds(2));
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    rig.pass(Duration.ofSeconds(2));
    assertThat(rig.told(EngineEvent.Elected.class)).hasSize(2);
  }

  @Test
  void inAnotherStoreEveryLeaseCountsForLiveForOneMoreT() {
    Rig rig = Rig.following("a");
    rig.pass(T.minusSeconds(1));
    rig.reads(another("elsewhere"));
    rig.pass(T.minusSeconds(1));
    assertThat(rig.asked(StoreRequest.Fence.class)).isEmpty();
    rig.pass(Duration.ofMillis(1_500));
    assertThat(rig.asked(StoreRequest.Fence.class)).hasSize(1);
  }

  @Test
  void whenTheStoreIsAnotherOneEveryRecordIsReadAgain() {
    Rig rig = Rig.following("a");
    rig.reads(another("elsewhere"));
    rig.pass(Duration.ofMillis(500));
    assertThat(rig.asked(StoreRequest.Observe.class))
        .last()
        .satisfies(read -> assertThat(read.elections()).containsExactly("a"));
  }

  @Test
  void aLeaderGoesOnInAnotherStoreThatStillNamesIt() {
    Rig rig = Rig.leading("a");
    rig.reads(another("elsewhere"));
    rig.pass(Duration.ofMinutes(1));
    assertThat(rig.told(EngineEvent.Revoked.class)).isEmpty();
  }

  /** What reads show if another server has the address, and an election of its own there. */
  private static UnaryOperator<Observation> another(ElectionRecord record) {
    return read ->
        new Observation(
            "elsewhere", read.next(), record == null ? List.of() : List.of(record), List.of());
  }

  private static Rig leaderOfWhich(ElectionRecord elsewhere) {
    Rig rig = Rig.leading("a");
    rig.reads(another(elsewhere));
    rig.pass(CYCLE);
    assertThat(rig.told(EngineEvent.StoreReplaced.class)).hasSize(1);
    regressed(rig, 0);
    return rig;
  }

  @Test
  void aLeaderOfWhichAnotherStoreKnowsNothingIsToldThatItIsAnotherStore() {
    assertThat(leaderOfWhich(null).told(EngineEvent.Revoked.class))
        .containsExactly(new EngineEvent.Revoked("a", 1, Reason.STORE_REPLACED, 0));
  }

  @Test
  void aLeaderInWhoseOfficeAnotherStoreHasNobodyIsToldThatItIsAnotherStore() {
    assertThat(leaderOfWhich(record(0, 0, null)).told(EngineEvent.Revoked.class))
        .containsExactly(new EngineEvent.Revoked("a", 1, Reason.STORE_REPLACED, 0));
  }

  @Test
  void aHigherTermInAnotherStoreHasNotFollowedOurs() {
    assertThat(leaderOfWhich(record(7, 99, Rig.rival(1))).told(EngineEvent.Revoked.class))
        .containsExactly(new EngineEvent.Revoked("a", 1, Reason.STORE_REPLACED, 0));
  }

  @Test
  void ofTwoStoresThatAnswerByTurnsIsToldOnce() {
    Rig rig = Rig.following("a");
    for (int i = 0; i < 60; i++) {
      String identity = "store-" + i % 2;
      rig.reads(another(identity));
      rig.pass(Duration.ofMillis(500));
    }
    assertThat(rig.told(EngineEvent.StoreReplaced.class)).hasSize(2);
    regressed(rig, 0);
  }

  @Test
  void theAnswerToAClaimSentBeforeTheStoreChangedMakesNoLeaderForT() {
    Rig rig = new Rig().hold(StoreRequest.Claim.class);
    rig.store.create(List.of("a")).block();
    rig.join("a");
    rig.settle();
    rig.reads(another("elsewhere"));
    rig.pass(Duration.ofMillis(500));
    rig.release();
    assertThat(rig.told(EngineEvent.Elected.class)).isEmpty();
    rig.pass(T.plusSeconds(1));
    assertThat(rig.wins()).containsExactly(new Rig.Win("a", 2, Rig.id(1)));
  }

  @Test
  void anElectionLeftInDoubtAndJoinedAgainIsNotForgottenWhenTheDoubtEnds() {
    Rig rig = Rig.following("a");
    rig.rivalTakes(2, "a");
    rig.pass(Duration.ofSeconds(1));
    rig.reads(showing(record(1, 2, null)));
    rig.pass(Duration.ofMillis(500));
    regressed(rig, 1);
    rig.leave("a");
    rig.reads(UnaryOperator.identity());
    rig.join("a");
    rig.pass(T.multipliedBy(2));
    assertThat(rig.told(EngineEvent.Elected.class)).hasSize(1);
    rig.leave("a");
    assertThat(rig.told(EngineEvent.Stopping.class)).hasSize(1);
  }
}
