package io.election4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RivalsTest {

  @Test
  void aLeaseIsFencedOnceItHasBeenSilentForItsTtl() {
    Rig rig = Rig.following("a");
    rig.pass(Duration.ofMillis(14_990));
    assertThat(rig.asked(Action.Fence.class)).isEmpty();
    rig.pass(Duration.ofMillis(10));
    assertThat(rig.asked(Action.Fence.class)).hasSize(1);
    assertThat(rig.told(Signal.Elected.class)).hasSize(1);
  }

  @Test
  void readingARecordAgainDoesNotRestartItsHoldersTimer() {
    Rig rig = Rig.following("a");
    rig.pass(Duration.ofSeconds(10));
    rig.take(new Input.Push(false));
    rig.settle();
    rig.pass(Duration.ofSeconds(5));
    assertThat(rig.asked(Action.Fence.class)).hasSize(1);
  }
}
