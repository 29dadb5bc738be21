package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseRenewalTest {

  private final Rig rig = Rig.leading("a").hold(Action.Renew.class);

  private Action.Renew nextRenewal() {
    int before = rig.asked(Action.Renew.class).size();
    while (rig.asked(Action.Renew.class).size() == before) {
      rig.pass(Duration.ofMillis(500));
    }
    List<Action.Renew> all = rig.asked(Action.Renew.class);
    return all.get(all.size() - 1);
  }

  private List<Deadline> trusted() {
    return rig.told(Signal.Trusted.class).stream().map(Signal.Trusted::until).toList();
  }

  private static Deadline trustFrom(Moment sent) {
    return Deadline.after(sent, Duration.ofSeconds(12));
  }

  @Test
  void oneRenewalIsSentPerHeartbeat() {
    rig.release();
    rig.pass(Duration.ofSeconds(60));
    assertThat(rig.asked(Action.Renew.class)).hasSize(20);
    // One more was sent before the first claim.
    assertThat(rig.lease(Rig.id(1)).version()).isEqualTo(22);
  }

  @Test
  void anAcknowledgementCountsFromBeforeItsRenewalWasSent() {
    Action.Renew renewal = nextRenewal();
    Moment sent = rig.now();
    rig.pause(Duration.ofSeconds(2));
    rig.answer(renewal);
    assertThat(trusted()).containsExactly(trustFrom(sent));
  }

  @Test
  void ofOverlappingRenewalsTheNewestAcknowledgedCounts() {
    Action.Renew older = nextRenewal();
    Action.Renew newer = nextRenewal();
    Moment sent = rig.now();
    rig.answer(newer);
    rig.answer(older);
    assertThat(trusted()).containsExactly(trustFrom(sent));
  }

  @Test
  void eachOfOverlappingRenewalsCountsFromItsOwnSending() {
    Action.Renew older = nextRenewal();
    Moment first = rig.now();
    Action.Renew newer = nextRenewal();
    Moment second = rig.now();
    rig.answer(older);
    rig.answer(newer);
    assertThat(trusted()).containsExactly(trustFrom(first), trustFrom(second));
  }

  @Test
  void aFailureIsTriedAgainAfterHalfTheOperationTimeout() {
    Action.Renew renewal = nextRenewal();
    rig.fail(renewal);
    rig.pause(Duration.ofMillis(1499));
    rig.tick();
    assertThat(rig.asked(Action.Renew.class)).hasSize(1);
    rig.pause(Duration.ofMillis(1));
    rig.tick();
    assertThat(rig.asked(Action.Renew.class)).hasSize(2);
  }

  @Test
  void aTimeoutIsTriedAgainAtOnce() {
    Action.Renew renewal = nextRenewal();
    rig.pause(Duration.ofSeconds(2));
    rig.fail(renewal);
    assertThat(rig.asked(Action.Renew.class)).hasSize(2);
  }

  @Test
  void theFirstFailureIsToldOnceAndSoIsTheRecovery() {
    rig.fail(nextRenewal());
    rig.fail(nextRenewal());
    rig.answer(nextRenewal());
    rig.answer(nextRenewal());
    assertThat(rig.told(Signal.AtRisk.class)).containsExactly(new Signal.AtRisk("a", 1));
    assertThat(rig.told(Signal.Recovered.class)).containsExactly(new Signal.Recovered("a", 1));
  }

  @Test
  void theFailureOfARenewalOlderThanTheNewestAcknowledgedIsNoRisk() {
    Action.Renew older = nextRenewal();
    Action.Renew newer = nextRenewal();
    rig.answer(newer);
    rig.fail(older);
    assertThat(rig.told(Signal.AtRisk.class)).isEmpty();
  }

  @Test
  void aRefusalEndsLeadershipAtOnce() {
    Action.Renew renewal = nextRenewal();
    rig.store.fence(Rig.id(1), 2).block();
    rig.answer(renewal);
    assertThat(rig.told(Signal.Revoked.class))
        .extracting(revoked -> revoked.reason().name())
        .containsExactly("LEASE_ENDED");
  }

  @Test
  void aRefusalOfAFormerLeaseIsIgnored() {
    Action.Renew renewal = nextRenewal();
    rig.pause(Duration.ofSeconds(10));
    rig.tick();
    rig.workStopped("a", 1);
    rig.settle();
    rig.forget();
    rig.answer(renewal);
    assertThat(rig.told()).isEmpty();
  }
}
