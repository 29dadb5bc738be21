package io.election4j.internal.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionEvent.Reason;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VacationTest {

  private static final EngineEvent.Revoked LEFT = new EngineEvent.Revoked("a", 1, Reason.LEFT, 0);

  private final Rig rig = Rig.leading("a");

  /** Asks to leave, with the work stopped and a vacation under way. */
  private StoreRequest.Vacate vacating() {
    rig.hold(StoreRequest.Vacate.class);
    rig.leave("a");
    rig.workStopped("a", 1);
    return rig.pending(StoreRequest.Vacate.class);
  }

  @Test
  void theRecordIsVacatedOnlyWhenTheWorkHasStopped() {
    rig.leave("a");
    rig.pass(Duration.ofSeconds(14));
    assertThat(rig.told()).first().isEqualTo(new EngineEvent.Stopping("a", 1));
    assertThat(rig.asked(StoreRequest.Vacate.class)).isEmpty();
    assertThat(rig.told(EngineEvent.Left.class)).isEmpty();
    rig.forget();
    rig.workStopped("a", 1);
    rig.settle();
    assertThat(rig.record("a").vacant()).isTrue();
    assertThat(rig.told())
        .filteredOn(event -> !(event instanceof EngineEvent.Changed))
        .containsExactly(new EngineEvent.Ceased("a", 1), LEFT, new EngineEvent.Left("a"));
  }

  @Test
  void theTermStaysAndIsNotReused() {
    vacating();
    rig.release();
    assertThat(rig.record("a").term()).isEqualTo(1);
    rig.join("a");
    rig.settle();
    assertThat(rig.told(EngineEvent.Elected.class))
        .extracting(EngineEvent.Elected::term)
        .containsExactly(2L);
  }

  @Test
  void theLeaseIsRenewedUntilTheRecordIsVacated() {
    vacating();
    rig.pass(Duration.ofSeconds(9));
    assertThat(rig.asked(StoreRequest.Renew.class)).hasSize(3);
    assertThat(rig.asked(StoreRequest.End.class)).isEmpty();
    rig.release();
    assertThat(rig.record("a").vacant()).isTrue();
  }

  @Test
  void nothingIsClaimedWhileAVacationOfItIsUnderWay() {
    StoreRequest.Vacate vacate = vacating();
    rig.join("a");
    rig.forget();
    rig.pause(Duration.ofSeconds(13));
    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.lease(Rig.id(1)).state()).isEqualTo(Lease.State.ENDED);
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    rig.fail(vacate);
    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.told(EngineEvent.Elected.class))
        .extracting(EngineEvent.Elected::term)
        .containsExactly(2L);
  }

  @Test
  void aVacationOfUnknownOutcomeIsDecidedByARead() {
    StoreRequest.Vacate vacate = vacating();
    rig.apply(vacate);
    rig.fail(vacate);
    rig.release();
    assertThat(rig.told(EngineEvent.Revoked.class)).containsExactly(LEFT);
    assertThat(rig.asked(StoreRequest.Vacate.class)).hasSize(1);
  }

  @Test
  void aVacationThatFailedIsRepeatedUntilItIsCertain() {
    vacating();
    rig.failing(StoreRequest.Vacate.class).release();
    rig.pass(Duration.ofSeconds(5));
    assertThat(rig.told(EngineEvent.Revoked.class)).isEmpty();
    assertThat(rig.asked(StoreRequest.Vacate.class)).hasSizeBetween(5, 12);
    rig.healed().pass(Duration.ofSeconds(1));
    assertThat(rig.told(EngineEvent.Revoked.class)).containsExactly(LEFT);
    assertThat(rig.record("a").vacant()).isTrue();
  }

  @Test
  void aRecordWrittenMeanwhileIsVacatedAtItsNewRevision() {
    StoreRequest.Vacate vacate = vacating();
    // Somebody writes the record without changing who holds it.
    ElectionRecord held = vacate.vacations().get(0).held();
    rig.store
        .amend(List.of(new Amendment.Publish(held, requireNonNull(held.leader()), "value")))
        .blockLast();
    rig.release();
    rig.pass(Duration.ofSeconds(1));
    assertThat(rig.record("a").vacant()).isTrue();
    assertThat(rig.told(EngineEvent.Revoked.class)).containsExactly(LEFT);
  }

  @Test
  void theHintOfTheVacationIsAsGoodAsItsAnswer() {
    StoreRequest.Vacate vacate = vacating();
    rig.apply(vacate);
    rig.take(new Input.Hint(rig.record("a")));
    assertThat(rig.told(EngineEvent.Revoked.class)).containsExactly(LEFT);
    rig.forget();
    rig.release();
    assertThat(rig.told(EngineEvent.Revoked.class)).isEmpty();
  }

  @Test
  void theLossOfTheLeaseEndsItToo() {
    vacating();
    rig.hold(StoreRequest.Renew.class).pass(Duration.ofSeconds(10));
    assertThat(rig.told(EngineEvent.Revoked.class)).containsExactly(LEFT);
    assertThat(rig.told(EngineEvent.Left.class)).hasSize(1);
  }

  @Test
  void whoeverLeavesAnElectionHeldByAnotherIsOutAtOnce() {
    Rig follower = Rig.following("a");
    follower.leave("a");
    assertThat(follower.told()).containsExactly(new EngineEvent.Left("a"));
  }

  @Test
  void whoeverLeavesAnElectionNeverJoinedIsOutAtOnce() {
    Rig nobody = new Rig();
    nobody.leave("a");
    assertThat(nobody.told(EngineEvent.Left.class)).hasSize(1);
  }

  @Test
  void afterTheLastOfficeTheLeaseIsRenewedNoMoreAndEndedBeforeItRunsOut() {
    vacating();
    rig.release();
    rig.forget();
    rig.pass(Duration.ofSeconds(10));
    assertThat(rig.asked(StoreRequest.Renew.class)).isEmpty();
    assertThat(rig.lease(Rig.id(1)).state()).isEqualTo(Lease.State.ENDED);
    rig.forget();
    rig.pass(Duration.ofMinutes(1));
    assertThat(rig.asked()).isEmpty();
  }

  @Test
  void aLeaseRenewedNoMoreIsRenewedAgainForTheNextOffice() {
    vacating();
    rig.release();
    rig.pass(Duration.ofSeconds(9));
    rig.forget();
    rig.join("b");
    rig.settle();
    assertThat(rig.asked(StoreRequest.Renew.class)).isNotEmpty();
    assertThat(rig.wins()).containsExactly(new Rig.Win("b", 1, Rig.id(1)));
    rig.pass(Duration.ofMinutes(1));
    assertThat(rig.told(EngineEvent.Revoked.class)).isEmpty();
  }

  @Test
  void otherElectionsKeepTheLease() {
    rig.join("b");
    rig.settle();
    rig.leave("a");
    rig.workStopped("a", 1);
    rig.settle();
    assertThat(rig.record("a").vacant()).isTrue();
    rig.forget();
    rig.pass(Duration.ofSeconds(60));
    assertThat(rig.asked(StoreRequest.Renew.class)).hasSize(20);
    assertThat(rig.record("b").heldBy(Rig.id(1))).isTrue();
  }

  @Test
  void workThatDoesNotStopAfterTheLossOfTheLeaseDelaysLeavingOnly() {
    rig.hold(StoreRequest.Renew.class).pass(Duration.ofSeconds(10));
    rig.leave("a");
    rig.pass(Duration.ofSeconds(60));
    assertThat(rig.told(EngineEvent.Left.class)).isEmpty();
    rig.workStopped("a", 1);
    assertThat(rig.told(EngineEvent.Left.class)).hasSize(1);
  }
}
