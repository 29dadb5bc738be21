package io.election4j.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.console.Entrance.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntranceTest {

  @Test
  void aTokenThatIsNotLookedAtForTooManyWrongOnesIsStillGood() {
    Entrance entrance = new Entrance(Optional.empty());
    String token = entrance.token();
    for (int i = 0; i <= Attempts.BURST; i++) {
      entrance.redeem("wrong", "10.0.0.1");
    }

    assertThat(entrance.redeem(token, "10.0.0.1")).isEqualTo(Outcome.TOO_OFTEN);
    assertThat(entrance.redeem(token, "10.0.0.2")).isEqualTo(Outcome.RIGHT);
    assertThat(entrance.redeem(token, "10.0.0.2")).as("again").isEqualTo(Outcome.WRONG);
  }
}
