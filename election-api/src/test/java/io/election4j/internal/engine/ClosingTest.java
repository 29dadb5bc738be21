package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionEvent.Reason;
import io.election4j.spi.Lease;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClosingTest {

  private static final EngineEvent.Revoked CLOSED =
      new EngineEvent.Revoked("a", 1, Reason.CLOSED, 0);

  private static void closed(Rig rig) {
    assertThat(rig.told(EngineEvent.Closed.class)).hasSize(1);
    assertThat(rig.told()).last().isEqualTo(new EngineEvent.Closed());
  }

  private static void open(Rig rig) {
    assertThat(rig.told(EngineEvent.Closed.class)).isEmpty();
  }

  @Test
  void aLeaderStopsItsWorkVacatesItsRecordsEndsItsLeaseAndIsClosed() {
    Rig rig = Rig.leading("a");
    rig.close();
    assertThat(rig.told()).containsExactly(new EngineEvent.Stopping("a", 1));
    rig.workStopped("a", 1);
    rig.settle();
    assertThat(rig.record("a").vacant()).isTrue();
    assertThat(rig.lease(Rig.id(1)).state()).isEqualTo(Lease.State.ENDED);
    assertThat(rig.told(EngineEvent.Revoked.class)).containsExactly(CLOSED);
    closed(rig);
  }

  @Test
  void manyOfficesAreLeftInOneBatch() {
    Rig rig = new Rig();
    for (int i = 0; i < 500; i++) {
      rig.join("e" + i);
    }
    rig.settle();
    rig.forget();
    rig.hold(StoreRequest.Vacate.class);
    rig.close();
    for (int i = 0; i < 500; i++) {
      rig.workStopped("e" + i, 1);
    }
    rig.release();
    assertThat(rig.asked(StoreRequest.Vacate.class)).hasSizeLessThanOrEqualTo(2);
    closed(rig);
  }

  @Test
  void theLeaseIsRenewedUntilTheRecordIsVacated() {
    Rig rig = Rig.leading("a").failing(StoreRequest.Vacate.class);
    rig.close();
    rig.workStopped("a", 1);
    rig.pass(Duration.ofSeconds(10));
    assertThat(rig.asked(StoreRequest.Renew.class)).hasSize(3);
    assertThat(rig.told(EngineEvent.Revoked.class)).isEmpty();
    rig.healed().pass(Duration.ofSeconds(1));
    closed(rig);
  }

  @Test
  void workThatNeverStopsIsRevokedAfterTAndItsLeaseRunsOut() {
    Rig rig = Rig.leading("a");
    rig.close();
    rig.pass(Duration.ofMillis(14_999));
    open(rig);
    rig.pass(Duration.ofMillis(1));
    assertThat(rig.told(EngineEvent.Revoked.class)).containsExactly(CLOSED);
    closed(rig);
    assertThat(rig.lease(Rig.id(1)).state()).isEqualTo(Lease.State.LIVE);
    assertThat(rig.record("a").heldBy(Rig.id(1))).isTrue();
  }

  @Test
  void aStoreThatDoesNotAnswerDelaysItByTAtTheMost() {
    Rig rig = Rig.leading("a").hold(StoreRequest.Vacate.class).hold(StoreRequest.Renew.class);
    rig.close();
    rig.workStopped("a", 1);
    rig.pass(Duration.ofSeconds(15));
    assertThat(rig.told(EngineEvent.Revoked.class)).containsExactly(CLOSED);
    closed(rig);
  }

  @Test
  void anEndThatFailsDelaysItByTAtTheMost() {
    Rig rig = Rig.leading("a").failing(StoreRequest.End.class);
    rig.close();
    rig.workStopped("a", 1);
    rig.pass(Duration.ofSeconds(14));
    open(rig);
    rig.pass(Duration.ofSeconds(1));
    closed(rig);
  }

  @Test
  void aFollowerIsClosedAtOnceWithoutAnyWrite() {
    Rig rig = Rig.following("a");
    rig.close();
    assertThat(rig.asked()).isEmpty();
    closed(rig);
  }

  @Test
  void aLeaseThatNobodyNeedsAnyMoreIsEndedFirst() {
    Rig rig = Rig.leading("a");
    rig.leave("a");
    rig.workStopped("a", 1);
    rig.settle();
    rig.close();
    open(rig);
    rig.settle();
    assertThat(rig.lease(Rig.id(1)).state()).isEqualTo(Lease.State.ENDED);
    closed(rig);
  }

  @Test
  void whoeverTakesNoPartIsClosedAtOnce() {
    Rig rig = new Rig();
    rig.settle();
    rig.close();
    closed(rig);
  }

  @Test
  void beforeTheStoreIsPreparedItIsClosedAtOnce() {
    Rig rig = new Rig();
    rig.join("a");
    rig.close();
    assertThat(rig.told()).contains(new EngineEvent.Left("a"));
    closed(rig);
  }

  @Test
  void withAClaimUnderWayItWaitsForTheAnswerAndVacates() {
    Rig rig = new Rig().hold(StoreRequest.Claim.class);
    rig.join("a");
    rig.settle();
    rig.close();
    rig.settle();
    open(rig);
    rig.release();
    assertThat(rig.record("a").vacant()).isTrue();
    assertThat(rig.told(EngineEvent.Elected.class)).isEmpty();
    closed(rig);
  }

  @Test
  void withALeaseBeingOpenedItIsClosedAtOnce() {
    Rig rig = new Rig().hold(StoreRequest.Open.class);
    rig.join("a");
    rig.settle();
    rig.close();
    closed(rig);
  }

  @Test
  void closingAgainChangesNothing() {
    Rig rig = Rig.leading("a");
    rig.close();
    rig.pass(Duration.ofSeconds(10));
    rig.close();
    rig.pass(Duration.ofSeconds(5));
    assertThat(rig.told(EngineEvent.Stopping.class)).hasSize(1);
    closed(rig);
  }

  @Test
  void whoeverWasAlreadyLeavingIsRevokedForThatReason() {
    Rig rig = Rig.leading("a");
    rig.leave("a");
    rig.close();
    rig.workStopped("a", 1);
    rig.settle();
    assertThat(rig.told(EngineEvent.Revoked.class))
        .containsExactly(new EngineEvent.Revoked("a", 1, Reason.LEFT, 0));
    closed(rig);
  }

  @Test
  void nobodyJoinsOrClaimsWhileItCloses() {
    Rig rig = Rig.leading("a");
    rig.close();
    rig.join("b");
    rig.pass(Duration.ofSeconds(5));
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    assertThat(rig.told(EngineEvent.Elected.class)).isEmpty();
  }

  @Test
  void afterTheEndNothingHappensAnyMore() {
    Rig rig = Rig.following("a");
    rig.close();
    rig.settle();
    rig.forget();
    rig.join("a");
    rig.take(new Input.Hint(rig.record("a")));
    rig.pass(Duration.ofMinutes(1));
    assertThat(rig.asked()).isEmpty();
    assertThat(rig.told()).isEmpty();
  }
}
