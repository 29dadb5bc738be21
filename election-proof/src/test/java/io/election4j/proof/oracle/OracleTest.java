package io.election4j.proof.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.Request;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.StoreRequest;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Every invariant is violated once, by hand, and the oracle says which. */
class OracleTest {

  private final ModelStore store = new ModelStore(StoreFaults.NONE, record -> {}, () -> 0);
  private final Oracle oracle = new Oracle(store);
  private final Actor one = new Actor(1, store, oracle);
  private final Actor two = new Actor(2, store, oracle);

  private static void violates(String invariant, ThrowingCallable history) {
    assertThatThrownBy(history)
        .isInstanceOfSatisfying(
            Violation.class, violation -> assertThat(violation.invariant()).isEqualTo(invariant));
  }

  private ElectionRecord record(long term) {
    return new ElectionRecord("a", term, term, null, null, null, "");
  }

  /** Ends the first lease behind its owner's back, and takes the election from it. */
  private void twoTakesOver() {
    store.apply(new StoreRequest.End(0, one.lease));
    two.opens();
    twoSeesTheFirstLease();
    two.leads();
  }

  private void twoSeesTheFirstLease() {
    Lease seen = store.lease(one.lease);
    two.reads("s", List.of(one.lease), seen == null ? List.of() : List.of(seen));
  }

  @Test
  void oneLeaderAfterTheOtherIsFine() {
    one.opens().leads().says(one.revoked(1));
    twoTakesOver();
    assertThat(oracle.tally().elected()).isEqualTo(2);
  }

  @Test
  void i1TwoLeadAtOnce() {
    one.opens().leads();
    violates("I1", this::twoTakesOver);
  }

  @Test
  void i1SomebodyWhoseTermWasOverLeadsOnWhileAnotherDoes() {
    one.opens().leads();
    StoreRequest.Renew renewal = one.renews();
    one.at(3).tick(renewal);
    one.at(12);
    twoTakesOver();
    one.at(11.5);
    violates("I1", () -> oracle.looks(one));
  }

  @Test
  void i1WhoeverLeadsByATermThatTheStoreForgotMayOverlap() {
    one.opens().leads();
    store.loseLast(1);
    two.opens().leads();
    assertThat(oracle.tally().elected()).isEqualTo(2);
  }

  @Test
  void i1WhoeverTakesFromALeaseWhoseEndTheStoreHasJustForgottenMayOverlap() {
    one.opens().leads();
    two.opens();
    store.apply(new StoreRequest.End(0, one.lease));
    twoSeesTheFirstLease();
    store.loseLast(1);
    one.renewsAtOnce(store);
    two.leads();
    assertThat(oracle.tally().elected()).isEqualTo(2);
  }

  @Test
  void i6AnEndThatWasSeenAWhileAgoIsClaimedFrom() {
    one.opens().leads();
    store.apply(new StoreRequest.End(0, one.lease));
    two.opens();
    twoSeesTheFirstLease();
    two.at(0.051);
    violates("I6", two::leads);
  }

  @Test
  void i6ALeaseThatLivesAgainIsClaimedFrom() {
    one.opens().leads();
    two.opens();
    store.apply(new StoreRequest.End(0, one.lease));
    twoSeesTheFirstLease();
    store.loseLast(1);
    twoSeesTheFirstLease();
    violates("I6", two::leads);
  }

  @Test
  void i2ATermIsGivenTwice() {
    ModelStore strict = new ModelStore(StoreFaults.NONE, record -> {}, () -> 1);
    Oracle other = new Oracle(strict);
    Actor first = new Actor(1, strict, other).opens().leads();
    first.says(first.revoked(1));
    strict.delete("a");
    violates("I2", () -> new Actor(2, strict, other).opens().leads());
  }

  @Test
  void i2ATermThatTheStoreForgotMayComeAgainUnlessTermsFollowItsClock() {
    one.opens().leads().says(one.revoked(1));
    store.delete("a");
    two.opens().leads();
    assertThat(store.record("a").term()).isEqualTo(1);
  }

  @Test
  void i3SomebodyLeadsWithoutAnAnswerToAClaim() {
    one.opens();
    violates("I3", () -> one.says(one.elected(1)));
  }

  @Test
  void i3SomebodyClaimsUnderALeaseThatIsNotTrusted() {
    one.opens().at(12);
    violates("I3", () -> one.tick(one.claims(record(0))));
  }

  @Test
  void i4ATermIsRevivedThatWasOver() {
    one.opens().leads();
    StoreRequest.Renew renewal = one.renews();
    one.at(2.5).tick(renewal);
    EngineEvent late = one.trusts(one.now(), 12);
    one.at(13);
    violates("I4", () -> one.step(new Input.Answered(renewal.number(), true, null), List.of(late)));
  }

  @Test
  void i5ADeadlineIsCountedFromTheAnswer() {
    one.opens();
    StoreRequest.Renew renewal = one.renews();
    one.at(2).tick(renewal).at(3);
    EngineEvent counted = one.trusts(one.now(), 12);
    violates(
        "I5", () -> one.step(new Input.Answered(renewal.number(), true, null), List.of(counted)));
  }

  @Test
  void i6ALeaseIsFencedBeforeItWasSilentForItsTtl() {
    two.opens();
    one.reads("store", List.of(two.lease), List.of(store.lease(two.lease)));
    one.at(14.9);
    violates("I6", () -> one.tick(new StoreRequest.Fence(one.next(), two.lease, 1)));
  }

  @Test
  void i6AnElectionIsClaimedFromALiveLease() {
    two.opens().leads();
    one.opens();
    violates("I6", () -> one.tick(one.claims(store.record("a"))));
  }

  @Test
  void i7ARecordIsVacatedWhileTheWorkRuns() {
    one.opens().leads();
    violates("I7", () -> one.tick(one.vacates(store.record("a"))));
  }

  @Test
  void somebodyStandsWhoIsKeptFromIt() {
    one.opens().joins();
    one.step(new Input.Drain(true), List.of());
    violates("admission", one::leads);
  }

  @Test
  void somebodyStandsBehindAClosedGate() {
    one.opens().joins();
    one.step(new Input.Admit("a", Input.Gate.SHARE, false), List.of());
    violates("admission", one::leads);
  }

  @Test
  void aLeaderDoesNotObeyARequestItHasRead() {
    one.opens().joins().leads();
    store.ask("a", Request.resign("operator"));
    violates("request", () -> one.reads("store-0", List.of(), List.of(), store.record("a")));
  }

  @Test
  void i8WorkThatDoesNotStopKeepsALeaderInOffice() {
    one.opens().leads().says(new EngineEvent.Stopping("a", 1));
    for (int second = 2; second < 15; second += 2) {
      one.at(second).renewsAtOnce(store);
    }
    one.at(15);
    violates("I8", one::tick);
  }

  @Test
  void i3SomebodyPublishesWhoDoesNotLead() {
    two.opens().leads();
    one.opens();
    violates("I3", () -> one.tick(one.publishes(store.record("a"))));
  }

  @Test
  void aRecordIsVacatedWhileItIsPublished() {
    one.opens().leads();
    one.tick(one.publishes(store.record("a")));
    violates("one write at a time", () -> one.tick(one.publishes(store.record("a"))));
  }

  @Test
  void l4ALeaseIsPurgedThatWasNotSeenToBeEndedForLong() {
    one.opens().lists(store);
    violates("L4", () -> one.tick(new StoreRequest.Purge(one.next(), List.of(one.lease))));
  }

  @Test
  void i7ALeaseIsEndedWhileTheWorkRuns() {
    one.opens().leads().says(one.revoked(1));
    violates("I7", () -> one.tick(new StoreRequest.End(one.next(), one.lease)));
  }

  @Test
  void i8ATermEndsThatNeverBegan() {
    one.opens();
    violates("I8", () -> one.says(one.revoked(1)));
  }

  @Test
  void i8AProcessClosesWithoutEndingItsTerm() {
    one.opens().leads();
    violates("I8", () -> one.says(new EngineEvent.Closed()));
  }

  @Test
  void i9ALeaderDoesNotRenewWhenItIsTime() {
    one.opens().leads().at(3);
    violates("I9", one::tick);
  }

  @Test
  void i10ALeaderThatCannotRenewGoesOn() {
    one.opens().leads();
    for (int second = 2; second < 10; second += 2) {
      one.at(second).tick(one.renews());
    }
    one.at(10);
    violates("I10", () -> one.tick(one.renews()));
  }

  @Test
  void i11AnElectionIsClaimedFromAnotherStoreAtOnce() {
    store.apply(new StoreRequest.Create(0, List.of("a")));
    one.joins();
    one.reads("store", List.of(), List.of(), record(0));
    one.at(1).reads("another", List.of(), List.of(), record(0)).opens();
    violates("I11", () -> one.tick(one.claims(record(0))));
  }

  @Test
  void i11ALowerTermIsBelieved() {
    one.joins();
    one.reads("store", List.of(), List.of(), record(7)).opens();
    violates("I11", () -> one.tick(one.claims(record(6))));
  }

  @Test
  void i11ALeaderIgnoresThatItsRecordNamesAnother() {
    one.joins();
    one.opens().leads();
    violates("I11", () -> one.reads("store", List.of(), List.of(), record(2)));
  }

  @Test
  void i12NobodyLeadsThoughSomebodyStands() {
    one.opens();
    violates("I12", () -> oracle.healed(Map.of("a", true)));
  }

  @Test
  void i13AnElectionIsClaimedUnderALeaseThatWasNeverRenewed() {
    one.opensOnly();
    violates("I13", () -> one.tick(one.claims(record(0))));
  }

  @Test
  void i13WhoCannotRenewLeadsBesideAHealthyOne() {
    one.opens().leads();
    violates("I13", () -> oracle.beside(one, Map.of("a", true)));
    assertThat(oracle.beside(two, Map.of("a", true))).containsExactly(Map.entry("a", 1L));
    assertThat(oracle.beside(one, Map.of("a", false))).isEmpty();
  }

  @Test
  void i12ARecordNamesALiveLeaseWhoseProcessDoesNotLead() {
    one.opens().leads().says(one.revoked(1));
    violates("I12", () -> oracle.healed(Map.of("a", false)));
  }
}
