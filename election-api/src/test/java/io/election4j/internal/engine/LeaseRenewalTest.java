package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseRenewalTest {

  private final Rig rig = Rig.leading("a").hold(StoreRequest.Renew.class);

  private StoreRequest.Renew nextRenewal() {
    int before = rig.asked(StoreRequest.Renew.class).size();
    while (rig.asked(StoreRequest.Renew.class).size() == before) {
      rig.pass(Duration.ofMillis(500));
    }
    List<StoreRequest.Renew> all = rig.asked(StoreRequest.Renew.class);
    return all.get(all.size() - 1);
  }

  private List<Deadline> trusted() {
    return rig.told(EngineEvent.Trusted.class).stream().map(EngineEvent.Trusted::until).toList();
  }

  private static Deadline trustFrom(ClockReading sent) {
    return Deadline.after(sent, Duration.ofSeconds(12));
  }

  @Test
  void oneRenewalIsSentPerHeartbeat() {
    rig.release();
    rig.pass(Duration.ofSeconds(60));
    assertThat(rig.asked(StoreRequest.Renew.class)).hasSize(20);
    // One more was sent before the first claim.
    assertThat(rig.lease(Rig.id(1)).version()).isEqualTo(22);
  }

  @Test
  void anAcknowledgementCountsFromBeforeItsRenewalWasSent() {
    StoreRequest.Renew renewal = nextRenewal();
    ClockReading sent = rig.now();
    rig.pause(Duration.ofSeconds(2));
    rig.answer(renewal);
    assertThat(trusted()).containsExactly(trustFrom(sent));
  }

  @Test
  void ofOverlappingRenewalsTheNewestAcknowledgedCounts() {
    StoreRequest.Renew older = nextRenewal();
    StoreRequest.Renew newer = nextRenewal();
    ClockReading sent = rig.now();
    rig.answer(newer);
    rig.answer(older);
    assertThat(trusted()).containsExactly(trustFrom(sent));
  }

  @Test
  void eachOfOverlappingRenewalsCountsFromItsOwnSending() {
    StoreRequest.Renew older = nextRenewal();
    ClockReading first = rig.now();
    StoreRequest.Renew newer = nextRenewal();
    ClockReading second = rig.now();
    rig.answer(older);
    rig.answer(newer);
    assertThat(trusted()).containsExactly(trustFrom(first), trustFrom(second));
  }

  @Test
  void aFailureIsTriedAgainAfterHalfTheOperationTimeout() {
    StoreRequest.Renew renewal = nextRenewal();
    rig.fail(renewal);
    rig.pause(Duration.ofMillis(1499));
    rig.tick();
    assertThat(rig.asked(StoreRequest.Renew.class)).hasSize(1);
    rig.pause(Duration.ofMillis(1));
    rig.tick();
    assertThat(rig.asked(StoreRequest.Renew.class)).hasSize(2);
  }

  @Test
  void aTimeoutIsTriedAgainAtOnce() {
    StoreRequest.Renew renewal = nextRenewal();
    rig.pause(Duration.ofSeconds(2));
    rig.fail(renewal);
    assertThat(rig.asked(StoreRequest.Renew.class)).hasSize(2);
  }

  @Test
  void theFirstFailureIsToldOnceAndSoIsTheRecovery() {
    rig.fail(nextRenewal());
    rig.fail(nextRenewal());
    rig.answer(nextRenewal());
    rig.answer(nextRenewal());
    assertThat(rig.told(EngineEvent.AtRisk.class)).containsExactly(new EngineEvent.AtRisk("a", 1));
    assertThat(rig.told(EngineEvent.Recovered.class))
        .containsExactly(new EngineEvent.Recovered("a", 1));
  }

  @Test
  void theFailureOfARenewalOlderThanTheNewestAcknowledgedIsNoRisk() {
    StoreRequest.Renew older = nextRenewal();
    StoreRequest.Renew newer = nextRenewal();
    rig.answer(newer);
    rig.fail(older);
    assertThat(rig.told(EngineEvent.AtRisk.class)).isEmpty();
  }

  @Test
  void aRefusalEndsLeadershipAtOnce() {
    StoreRequest.Renew renewal = nextRenewal();
    rig.store.fence(Rig.id(1), 2).block();
    rig.answer(renewal);
    assertThat(rig.told(EngineEvent.Revoked.class))
        .extracting(revoked -> revoked.reason().name())
        .containsExactly("LEASE_ENDED");
  }

  @Test
  void aRefusalOfAFormerLeaseIsIgnored() {
    StoreRequest.Renew renewal = nextRenewal();
    rig.pause(Duration.ofSeconds(10));
    rig.tick();
    rig.workStopped("a", 1);
    rig.settle();
    rig.forget();
    rig.answer(renewal);
    assertThat(rig.told()).isEmpty();
  }
}
