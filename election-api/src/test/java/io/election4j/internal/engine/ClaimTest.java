package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimTest {

  /** An engine with a claim of the vacant election {@code a} under way. */
  private static Rig claiming() {
    Rig rig = new Rig().hold(StoreRequest.Claim.class);
    rig.store.create(List.of("a")).block();
    rig.join("a");
    rig.settle();
    rig.forget();
    return rig;
  }

  private static void elected(Rig rig, long term) {
    assertThat(rig.told(EngineEvent.Elected.class))
        .extracting(EngineEvent.Elected::term)
        .containsExactly(term);
  }

  private static void notElected(Rig rig) {
    assertThat(rig.told(EngineEvent.Elected.class)).isEmpty();
  }

  @Test
  void anAbsentRecordIsCreatedReadAndClaimed() {
    Rig rig = new Rig();
    rig.join("a");
    rig.settle();
    assertThat(rig.asked(StoreRequest.Create.class)).hasSize(1);
    elected(rig, 1);
  }

  @Test
  void theRecordIsToldBeforeTheOffice() {
    Rig rig = claiming();
    rig.release();
    assertThat(rig.told())
        .satisfiesExactly(
            changed -> assertThat(changed).isInstanceOf(EngineEvent.Changed.class),
            elected -> assertThat(elected).isInstanceOf(EngineEvent.Elected.class));
  }

  @Test
  void nothingElseIsAskedOfARecordWhileItsClaimIsUnderWay() {
    Rig rig = claiming();
    rig.pass(Duration.ofSeconds(2));
    rig.leave("a");
    rig.settle();
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    assertThat(rig.asked(StoreRequest.Vacate.class)).isEmpty();
  }

  @Test
  void manyElectionsAreClaimedInOneBatch() {
    Rig rig = new Rig();
    for (int i = 0; i < 1000; i++) {
      rig.join("e" + i);
    }
    rig.settle();
    assertThat(rig.told(EngineEvent.Elected.class)).hasSize(1000);
    assertThat(rig.asked(StoreRequest.Claim.class)).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void anAnswerAfterTheLeaseWasLostMakesNoLeader() {
    Rig rig = claiming().hold(StoreRequest.Renew.class);
    StoreRequest.Claim claim = rig.pending(StoreRequest.Claim.class);
    rig.pause(Duration.ofSeconds(20));
    rig.answer(claim);
    notElected(rig);
  }

  @Test
  void anAnswerUnderAFormerLeaseMakesNoLeaderUnderTheNextOne() {
    Rig rig = claiming();
    StoreRequest.Claim claim = rig.pending(StoreRequest.Claim.class);
    rig.pause(Duration.ofSeconds(20));
    rig.tick();
    rig.settle();
    assertThat(rig.told(EngineEvent.Trusted.class)).last().extracting("lease").isEqualTo(Rig.id(2));
    rig.answer(claim);
    notElected(rig);
    rig.release();
    rig.pass(Duration.ofMillis(500));
    elected(rig, 2);
    assertThat(rig.record("a").holder()).isEqualTo(Rig.id(2));
  }

  @Test
  void aClaimAfterLosingTheLeaseWaitsForTheAnswerToTheFormerOne() {
    Rig rig = claiming();
    rig.pause(Duration.ofSeconds(20));
    rig.tick();
    rig.settle();
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
  }

  @Test
  void anAnswerIsTakenOnce() {
    Rig rig = claiming();
    StoreRequest.Claim claim = rig.pending(StoreRequest.Claim.class);
    Input.Reply won = rig.apply(claim);
    rig.fail(claim);
    rig.reply(won);
    notElected(rig);
  }

  @Test
  void aRefusalIsFollowedByAReadWhichDecides() {
    Rig rig = claiming();
    rig.rivalTakes(1, "a");
    rig.release();
    notElected(rig);
    assertThat(rig.asked(StoreRequest.Observe.class))
        .anySatisfy(read -> assertThat(read.elections()).contains("a"));
    assertThat(rig.told(EngineEvent.Changed.class))
        .singleElement()
        .satisfies(c -> assertThat(c.record().heldBy(Rig.rival(1))).isTrue());
  }

  @Test
  void aRefusalThatHidAClaimAppliedIsFoundOutByTheRead() {
    Rig rig = claiming();
    StoreRequest.Claim claim = rig.pending(StoreRequest.Claim.class);
    rig.apply(claim);
    rig.reply(new Input.Written(claim.number(), List.of(), null));
    rig.release();
    rig.pass(Duration.ofSeconds(1));
    elected(rig, 2);
  }

  @Test
  void aClaimOfUnknownOutcomeThatWasAppliedIsClaimedAgainFromOneself() {
    Rig rig = claiming();
    StoreRequest.Claim claim = rig.pending(StoreRequest.Claim.class);
    rig.apply(claim);
    rig.fail(claim);
    rig.release();
    rig.pass(Duration.ofSeconds(1));
    elected(rig, 2);
    assertThat(rig.asked(StoreRequest.Claim.class))
        .last()
        .satisfies(c -> assertThat(c.seen().get(0).heldBy(Rig.id(1))).isTrue());
  }

  @Test
  void whatAFailedClaimIsKnownToHaveWonIsLed() {
    Rig rig = claiming();
    StoreRequest.Claim claim = rig.pending(StoreRequest.Claim.class);
    Input.Written won = (Input.Written) rig.apply(claim);
    rig.reply(new Input.Written(claim.number(), won.applied(), Rig.LOST));
    elected(rig, 1);
  }

  @Test
  void aRecordThatChangedSinceIsNotLed() {
    Rig rig = claiming();
    StoreRequest.Claim claim = rig.pending(StoreRequest.Claim.class);
    Input.Reply won = rig.apply(claim);
    rig.rivalTakes(1, "a");
    rig.take(new Input.Hint(rig.record("a")));
    rig.reply(won);
    notElected(rig);
  }

  @Test
  void theHintOfOnesOwnClaimMayArriveBeforeItsAnswer() {
    Rig rig = claiming();
    StoreRequest.Claim claim = rig.pending(StoreRequest.Claim.class);
    Input.Reply won = rig.apply(claim);
    rig.take(new Input.Hint(rig.record("a")));
    rig.reply(won);
    elected(rig, 1);
  }

  @Test
  void whoLeftMeanwhileIsNotElectedAndVacates() {
    Rig rig = claiming();
    rig.leave("a");
    assertThat(rig.told(EngineEvent.Left.class)).isEmpty();
    rig.release();
    notElected(rig);
    assertThat(rig.record("a").vacant()).isTrue();
    assertThat(rig.told(EngineEvent.Left.class)).hasSize(1);
  }

  @Test
  void aTermNotAboveEverySeenOneIsNotLed() {
    Rig rig = claiming();
    StoreRequest.Claim claim = rig.pending(StoreRequest.Claim.class);
    rig.take(new Input.Hint(seen(9, 3)));
    ElectionRecord low =
        new ElectionRecord("a", 9, 4, Rig.id(1), Rig.TIMING.lease(), claim.lease().candidate(), "");
    rig.reply(new Input.Written(claim.number(), List.of(low), null));
    elected(rig, 9);
    Rig other = claiming();
    StoreRequest.Claim second = other.pending(StoreRequest.Claim.class);
    other.take(new Input.Hint(seen(9, 3)));
    ElectionRecord lower =
        new ElectionRecord(
            "a", 8, 4, Rig.id(1), Rig.TIMING.lease(), second.lease().candidate(), "");
    other.reply(new Input.Written(second.number(), List.of(lower), null));
    notElected(other);
  }

  private static ElectionRecord seen(long term, long revision) {
    return new ElectionRecord("a", term, revision, null, null, null, "");
  }

  @Test
  void afterARefusalTheNextClaimWaitsForAPoll() {
    Rig rig = claiming();
    StoreRequest.Claim claim = rig.pending(StoreRequest.Claim.class);
    rig.reply(new Input.Written(claim.number(), List.of(), null));
    rig.settle();
    rig.pass(Duration.ofMillis(499));
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    rig.pass(Duration.ofMillis(1));
    assertThat(rig.asked(StoreRequest.Claim.class)).hasSize(1);
  }

  @Test
  void nothingIsClaimedWithoutALease() {
    Rig rig = new Rig().hold(StoreRequest.Open.class);
    rig.store.create(List.of("a")).block();
    rig.join("a");
    rig.pass(Duration.ofMinutes(1));
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    assertThat(rig.asked(StoreRequest.Create.class)).isEmpty();
  }

  @Test
  void anObserverNeverClaims() {
    Rig rig = new Rig();
    rig.store.create(List.of("a")).block();
    rig.observe("a");
    rig.pass(Duration.ofMinutes(1));
    assertThat(rig.asked())
        .allMatch(a -> a instanceof StoreRequest.Observe || a instanceof StoreRequest.Prepare);
  }

  @Test
  void anObserverThatBecomesACandidateClaims() {
    Rig rig = new Rig();
    rig.observe("a");
    rig.settle();
    rig.join("a");
    rig.settle();
    elected(rig, 1);
  }

  @Test
  void aCreationThatFailsIsTriedAgainAfterAPoll() {
    Rig rig = new Rig().failing(StoreRequest.Create.class);
    rig.join("a");
    rig.settle();
    rig.healed().pass(Duration.ofSeconds(1));
    elected(rig, 1);
    assertThat(rig.lease(Rig.id(1)).state()).isEqualTo(Lease.State.LIVE);
  }
}
