package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionEvent.Reason;
import io.election4j.Request;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Stepping down in peace, and who comes next. */
class DepartureTest {

  private static final Duration LEASE = Rig.TIMING.lease();

  private final Rig rig = Rig.leading("a");

  private void ask(Request request) {
    rig.store.amend(java.util.List.of(new Amendment.Ask(rig.record("a"), request))).blockLast();
    rig.pass(Duration.ofSeconds(1));
  }

  private void stopWork(long term) {
    rig.workStopped("a", term);
    rig.settle();
  }

  private void revoked(Reason reason) {
    assertThat(rig.told(EngineEvent.Revoked.class))
        .containsExactly(new EngineEvent.Revoked("a", 1, reason, 0));
  }

  // == Of its own will ==

  @Test
  void whoStepsDownDrainsThenVacatesAndStandsAgainAfterItsCoolDown() {
    rig.take(new Input.StepDown("a", Duration.ofSeconds(5), null));
    rig.pass(Duration.ofSeconds(3));
    assertThat(rig.told(EngineEvent.Stopping.class)).hasSize(1);
    assertThat(rig.record("a").vacant()).isFalse();
    stopWork(1);
    revoked(Reason.STEPPED_DOWN);
    assertThat(rig.record("a").vacant()).isTrue();
    rig.pass(Duration.ofMillis(4_900));
    assertThat(rig.wins()).isEmpty();
    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.wins()).hasSize(1);
  }

  @Test
  void steppingDownFromWhatIsNotLedChangesNothing() {
    Rig follower = Rig.following("a");
    Step step = follower.take(new Input.StepDown("a", LEASE, "other"));
    assertThat(step.events()).isEmpty();
    follower.take(new Input.StepDown("unknown", LEASE, null));
    assertThat(follower.told(EngineEvent.Revoked.class)).isEmpty();
  }

  @Test
  void aTransferReservesTheVacancyForTheSuccessor() {
    rig.take(new Input.StepDown("a", Duration.ZERO, "other"));
    stopWork(1);
    ElectionRecord left = rig.record("a");
    assertThat(left.vacant()).isTrue();
    assertThat(left.request()).isEqualTo(Request.transfer("other", "we"));
    rig.pass(Duration.ofMillis(950));
    assertThat(rig.wins()).isEmpty();
    rig.pass(Duration.ofMillis(100));
    assertThat(rig.wins()).hasSize(1);
    assertThat(rig.record("a").request()).isNull();
  }

  @Test
  void aVacancyReservedForUsIsClaimedAtOnce() {
    rig.take(new Input.StepDown("a", Duration.ZERO, "we"));
    stopWork(1);
    assertThat(rig.wins()).hasSize(1);
  }

  @Test
  void whoLeavesWhileSteppingDownDoesNotComeBack() {
    rig.take(new Input.StepDown("a", Duration.ofSeconds(1), null));
    rig.leave("a");
    stopWork(1);
    revoked(Reason.STEPPED_DOWN);
    assertThat(rig.told(EngineEvent.Left.class)).hasSize(1);
    rig.pass(Duration.ofSeconds(20));
    assertThat(rig.wins()).isEmpty();
  }

  // == Because somebody asks ==

  @Test
  void whoIsAskedToResignDoesAndWaitsForOneLease() {
    ask(Request.resign("operator"));
    assertThat(rig.told(EngineEvent.Stopping.class)).hasSize(1);
    stopWork(1);
    revoked(Reason.REQUESTED);
    assertThat(rig.record("a").request()).isNull();
    rig.pass(LEASE.minusSeconds(1));
    assertThat(rig.wins()).isEmpty();
    rig.pass(Duration.ofSeconds(2));
    assertThat(rig.wins()).hasSize(1);
  }

  @Test
  void whoIsAskedToHandOverReservesTheVacancy() {
    Request request = Request.transfer("other", "operator");
    ask(request);
    stopWork(1);
    revoked(Reason.REQUESTED);
    assertThat(rig.record("a").request()).isEqualTo(request);
  }

  @Test
  void whoIsAskedToHandOverToItselfStays() {
    ask(Request.transfer("we", "operator"));
    assertThat(rig.told(EngineEvent.Stopping.class)).isEmpty();
  }

  @Test
  void whoIsAskedToDrainLeavesEverythingUntilItIsResumed() {
    rig.join("b");
    rig.settle();
    rig.forget();
    ask(Request.drain("operator"));
    stopWork(1);
    rig.workStopped("b", 1);
    rig.settle();
    assertThat(rig.told(EngineEvent.Revoked.class))
        .containsExactlyInAnyOrder(
            new EngineEvent.Revoked("a", 1, Reason.REQUESTED, 0),
            new EngineEvent.Revoked("b", 1, Reason.DRAINED, 0));
    assertThat(rig.told(EngineEvent.Drained.class)).hasSize(1);
    rig.pass(Duration.ofMinutes(5));
    assertThat(rig.wins()).isEmpty();
    rig.take(new Input.Drain(false));
    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.wins()).hasSize(2);
  }

  @Test
  void aRequestForAFormerTermIsNotObeyedByTheNext() {
    rig.take(new Input.StepDown("a", Duration.ofMillis(1), null));
    ask(Request.resign("operator"));
    stopWork(1);
    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.wins()).hasSize(1);
    rig.pass(Duration.ofMinutes(1));
    assertThat(rig.told(EngineEvent.Stopping.class)).hasSize(1);
  }

  // == Because it may not stand ==

  @Test
  void whoIsNotFitStepsDownAndStandsAgainOnceItIs() {
    rig.take(new Input.Admit("a", Input.Gate.FITNESS, false));
    stopWork(1);
    revoked(Reason.UNFIT);
    rig.pass(Duration.ofMinutes(2));
    assertThat(rig.wins()).isEmpty();
    rig.take(new Input.Admit("a", Input.Gate.FITNESS, true));
    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.wins()).hasSize(1);
  }

  @Test
  void whoeverIsNotAdmittedBeforeItStandsNeverClaims() {
    Rig other = new Rig();
    other.observe("c");
    other.take(new Input.Admit("c", Input.Gate.FITNESS, false));
    other.join("c");
    other.pass(Duration.ofMinutes(1));
    assertThat(other.wins()).isEmpty();
    other.take(new Input.Admit("c", Input.Gate.FITNESS, true));
    other.pass(Duration.ofSeconds(1));
    assertThat(other.wins()).hasSize(1);
  }

  @Test
  void bothGatesHaveToBeOpen() {
    rig.take(new Input.Admit("a", Input.Gate.SHARE, false));
    stopWork(1);
    revoked(Reason.STEPPED_DOWN);
    rig.take(new Input.Admit("a", Input.Gate.FITNESS, false));
    rig.take(new Input.Admit("a", Input.Gate.SHARE, true));
    rig.pass(Duration.ofSeconds(5));
    assertThat(rig.wins()).isEmpty();
    rig.take(new Input.Admit("a", Input.Gate.FITNESS, true));
    rig.pass(Duration.ofSeconds(5));
    assertThat(rig.wins()).hasSize(1);
  }

  @Test
  void aClaimAnsweredAfterTheGateClosedIsGivenBack() {
    Rig other = new Rig().hold(StoreRequest.Claim.class);
    other.join("c");
    other.settle();
    other.take(new Input.Admit("c", Input.Gate.FITNESS, false));
    other.release();
    other.pass(Duration.ofSeconds(1));
    assertThat(other.wins()).isEmpty();
    assertThat(other.record("c").vacant()).isTrue();
    assertThat(other.record("c").term()).isEqualTo(1);
  }

  // == Work that does not stop ==

  @Test
  void workThatDoesNotStopEndsItsTermButKeepsItsRecordAndIsReported() {
    rig.take(new Input.StepDown("a", Duration.ofSeconds(5), null));
    rig.pass(LEASE.minusMillis(100));
    assertThat(rig.told(EngineEvent.Overdue.class)).isEmpty();
    rig.pass(Duration.ofMillis(200));
    revoked(Reason.STEPPED_DOWN);
    assertThat(rig.told(EngineEvent.Overdue.class))
        .containsExactly(new EngineEvent.Overdue("a", 1, true));
    rig.pass(Duration.ofMinutes(10));
    assertThat(rig.record("a").heldBy(Rig.id(1))).isTrue();
    stopWork(1);
    assertThat(rig.record("a").vacant()).isTrue();
    assertThat(rig.wins()).isEmpty();
    rig.pass(Duration.ofSeconds(6));
    assertThat(rig.wins()).hasSize(1);
  }

  @Test
  void workThatOutlivesItsLeaseIsReportedAtTheDeadline() {
    rig.failing(StoreRequest.Renew.class);
    rig.pass(Rig.TIMING.trust().minus(Rig.TIMING.grace()));
    assertThat(rig.told(EngineEvent.Overdue.class)).isEmpty();
    rig.pass(Duration.ofSeconds(3));
    assertThat(rig.told(EngineEvent.Overdue.class))
        .containsExactly(new EngineEvent.Overdue("a", 1, false));
  }

  @Test
  void workThatWasReportedWhileHeldIsReportedAgainWhenTheLeaseIsLost() {
    rig.take(new Input.StepDown("a", Duration.ZERO, null));
    rig.pass(LEASE.plusSeconds(1));
    rig.failing(StoreRequest.Renew.class);
    rig.pass(LEASE);
    assertThat(rig.told(EngineEvent.Overdue.class))
        .containsExactly(
            new EngineEvent.Overdue("a", 1, true), new EngineEvent.Overdue("a", 1, false));
    assertThat(rig.told(EngineEvent.Revoked.class)).hasSize(1);
  }

  @Test
  void workThatStopsInTimeIsNotReported() {
    rig.leave("a");
    rig.pass(Duration.ofSeconds(10));
    stopWork(1);
    rig.pass(Duration.ofMinutes(1));
    assertThat(rig.told(EngineEvent.Overdue.class)).isEmpty();
  }
}
