package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.StoreException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PreparationTest {

  private static final Throwable MISCONFIGURED =
      StoreException.misconfigured("user: 'x' may not write", null);

  private final Rig rig = new Rig();

  private Step prepared(Throwable failure) {
    long number = rig.pending(StoreRequest.Prepare.class).number();
    return rig.reply(new Input.Answered(number, failure == null, failure));
  }

  @Test
  void theStoreIsPreparedFirst() {
    rig.join("a");
    assertThat(rig.asked()).singleElement().isInstanceOf(StoreRequest.Prepare.class);
    rig.settle();
    assertThat(rig.told(EngineEvent.Prepared.class)).hasSize(1);
    assertThat(rig.told(EngineEvent.Elected.class)).hasSize(1);
  }

  @Test
  void anUnreachableStoreIsTriedAgainAtEveryHeartbeat() {
    rig.failing(StoreRequest.Prepare.class).pass(Duration.ofSeconds(30));
    assertThat(rig.asked(StoreRequest.Prepare.class)).hasSize(11);
    rig.healed().pass(Duration.ofSeconds(3));
    assertThat(rig.told(EngineEvent.Prepared.class)).hasSize(1);
  }

  @Test
  void oneAttemptIsUnderWayAtATime() {
    rig.hold(StoreRequest.Prepare.class).pass(Duration.ofMinutes(1));
    assertThat(rig.asked(StoreRequest.Prepare.class)).hasSize(1);
  }

  @Test
  void aMisconfiguredStoreIsFinal() {
    rig.join("a");
    prepared(MISCONFIGURED);
    rig.pass(Duration.ofMinutes(1));
    assertThat(rig.told(EngineEvent.Failed.class))
        .containsExactly(new EngineEvent.Failed(MISCONFIGURED));
    assertThat(rig.asked()).hasSize(1);
  }

  @Test
  void aFailedEngineCanBeLeftAndClosed() {
    rig.join("a");
    prepared(MISCONFIGURED);
    rig.forget();
    rig.leave("a");
    rig.close();
    assertThat(rig.told()).containsExactly(new EngineEvent.Left("a"), new EngineEvent.Closed());
  }

  @Test
  void whoeverLeavesBeforeIsOutAtOnce() {
    rig.hold(StoreRequest.Prepare.class).join("a");
    rig.leave("a");
    assertThat(rig.told()).containsExactly(new EngineEvent.Left("a"));
  }

  @Test
  void failuresAndRecoveryAreTold() {
    rig.failing(StoreRequest.Prepare.class).pass(Duration.ofSeconds(10));
    rig.healed().pass(Duration.ofSeconds(3));
    assertThat(rig.told(EngineEvent.StoreUnavailable.class)).isNotEmpty();
    assertThat(rig.told(EngineEvent.StoreRecovered.class)).hasSize(1);
  }
}
