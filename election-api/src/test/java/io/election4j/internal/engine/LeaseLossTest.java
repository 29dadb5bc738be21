package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionEvent.Reason;
import io.election4j.spi.Lease;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** D 12 s less the grace of 2 s after the last acknowledged renewal was sent. */
class LeaseLossTest {

  private final Rig rig = Rig.leading("a").hold(StoreRequest.Renew.class);

  private void revoked(Reason reason) {
    assertThat(rig.told(EngineEvent.Revoked.class))
        .containsExactly(new EngineEvent.Revoked("a", 1, reason, 0));
  }

  @Test
  void withoutAnAcknowledgementLeadershipEndsAtDLessGrace() {
    rig.pass(Duration.ofMillis(9_999));
    assertThat(rig.told(EngineEvent.Revoked.class)).isEmpty();
    rig.pass(Duration.ofMillis(1));
    revoked(Reason.STORE_UNREACHABLE);
  }

  @Test
  void theEngineAsksToBeWokenForIt() {
    Step step = rig.tick();
    while (rig.told(EngineEvent.Revoked.class).isEmpty()) {
      rig.pause(Duration.ofNanos(step.wakeNanos() - rig.now().nanos()));
      step = rig.tick();
    }
    revoked(Reason.STORE_UNREACHABLE);
  }

  @Test
  void anAcknowledgementAfterwardsRevivesNothing() {
    rig.pass(Duration.ofSeconds(3));
    StoreRequest.Renew renewal = rig.pending(StoreRequest.Renew.class);
    rig.pass(Duration.ofSeconds(7));
    rig.forget();
    rig.answer(renewal);
    assertThat(rig.told()).isEmpty();
  }

  @Test
  void anAcknowledgementThatArrivesWithTheDeadlineIsTooLate() {
    rig.pass(Duration.ofSeconds(3));
    StoreRequest.Renew renewal = rig.pending(StoreRequest.Renew.class);
    rig.pause(Duration.ofSeconds(7));
    rig.answer(renewal);
    revoked(Reason.PAUSED);
    assertThat(rig.told(EngineEvent.Trusted.class)).isEmpty();
  }

  @Test
  void aPauseBeyondTheDeadlineEndsLeadershipBeforeAnythingElse() {
    rig.pause(Duration.ofSeconds(20));
    rig.tick();
    revoked(Reason.PAUSED);
  }

  @Test
  void aSuspensionThatOnlyTheWallClockShowsEndsLeadership() {
    rig.setWallClock(Duration.ofSeconds(20));
    rig.tick();
    revoked(Reason.CLOCK_JUMPED);
  }

  @Test
  void aWallClockSetBackDoesNotKeepLeadershipAlive() {
    rig.setWallClock(Duration.ofDays(-3650));
    rig.pass(Duration.ofSeconds(10));
    revoked(Reason.STORE_UNREACHABLE);
  }

  @Test
  void aWallClockSetBackEndsNothing() {
    rig.release();
    rig.setWallClock(Duration.ofDays(-3650));
    rig.pass(Duration.ofSeconds(60));
    assertThat(rig.told(EngineEvent.Revoked.class)).isEmpty();
  }

  /** Looking at all of them in each step takes longer than to lead them. */
  @Test
  void theWorkOfManyElectionsStopsWithoutLookingAtAllOfThemEachTime() {
    long begun = System.nanoTime();
    Rig many = new Rig();
    List<String> elections = IntStream.range(0, 40_000).mapToObj("%06d"::formatted).toList();
    elections.forEach(many::join);
    many.pass(Duration.ofSeconds(1));
    assertThat(many.told(EngineEvent.Elected.class)).hasSameSizeAs(elections);
    many.pause(Duration.ofSeconds(20));
    many.tick();
    assertThat(many.asked(StoreRequest.End.class)).isEmpty();
    long stopDeadlines = System.nanoTime();
    elections.forEach(election -> many.workStopped(election, 1));
    assertThat(System.nanoTime() - stopDeadlines).isLessThan(stopDeadlines - begun);
    assertThat(many.asked(StoreRequest.End.class)).hasSize(1);
  }

  @Test
  void theLeaseLostIsEndedOnlyWhenItsWorkHasStopped() {
    rig.pass(Duration.ofSeconds(10));
    assertThat(rig.asked(StoreRequest.End.class)).isEmpty();
    rig.workStopped("a", 1);
    rig.settle();
    assertThat(rig.lease(Rig.id(1)).state()).isEqualTo(Lease.State.ENDED);
  }

  @Test
  void noElectionIsClaimedAgainWhileItsFormerWorkRuns() {
    rig.pass(Duration.ofSeconds(10));
    rig.release();
    rig.pass(Duration.ofSeconds(60));
    assertThat(rig.asked(StoreRequest.Claim.class)).isEmpty();
    rig.workStopped("a", 1);
    rig.settle();
    assertThat(rig.told(EngineEvent.Elected.class))
        .extracting(EngineEvent.Elected::term)
        .containsExactly(2L);
  }

  @Test
  void theProcessLeadsAgainUnderANewLease() {
    rig.pass(Duration.ofSeconds(10));
    rig.workStopped("a", 1);
    rig.release();
    assertThat(rig.wins()).containsExactly(new Rig.Win("a", 2, Rig.id(2)));
    assertThat(rig.record("a").term()).isEqualTo(2);
  }

  @Test
  void anEndThatFailsIsTriedAgainAtTheNextHeartbeat() {
    rig.failing(StoreRequest.End.class).pass(Duration.ofSeconds(10));
    rig.workStopped("a", 1);
    rig.settle();
    assertThat(rig.asked(StoreRequest.End.class)).hasSize(1);
    rig.healed().pass(Duration.ofSeconds(3));
    assertThat(rig.asked(StoreRequest.End.class)).hasSize(2);
    assertThat(rig.lease(Rig.id(1)).state()).isEqualTo(Lease.State.ENDED);
  }

  @Test
  void whoWasToldThatATermIsOverIsRevokedEvenIfTheWallClockIsSetBackBeforeAnybodyNotices() {
    Rig rig = Rig.leading("a");
    rig.setWallClock(Duration.ofHours(1));
    rig.setWallClock(Duration.ofHours(-1));
    rig.take(new Input.Lapsed("a", 1));
    assertThat(rig.told(EngineEvent.Revoked.class))
        .containsExactly(new EngineEvent.Revoked("a", 1, Reason.CLOCK_JUMPED, 0));
    rig.workStopped("a", 1);
    rig.settle();
    assertThat(rig.wins()).containsExactly(new Rig.Win("a", 2, Rig.id(1)));
  }

  @Test
  void whoWasToldThatAFormerTermIsOverKeepsThisOne() {
    Rig rig = Rig.leading("a");
    rig.take(new Input.Lapsed("a", 0));
    rig.take(new Input.Lapsed("b", 1));
    assertThat(rig.told(EngineEvent.Revoked.class)).isEmpty();
  }
}
