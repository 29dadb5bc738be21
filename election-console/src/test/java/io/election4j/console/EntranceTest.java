package io.election4j.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.cli.base.Secret;
import io.election4j.console.Entrance.Outcome;
import java.nio.charset.StandardCharsets;
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

  @Test
  void aPasswordOfAnyLettersIsReadAsItIsSent() {
    Entrance entrance =
        new Entrance(
            Optional.of(new Secret("Stra\u00dfe nach \u041c\u043e\u0441\u043a\u0432\u0430")));
    String bytes =
        new String(
            "Stra\u00dfe nach \u041c\u043e\u0441\u043a\u0432\u0430"
                .getBytes(StandardCharsets.UTF_8),
            StandardCharsets.ISO_8859_1);

    assertThat(entrance.header("Bearer " + bytes, "10.0.0.1")).isEqualTo(Outcome.RIGHT);
  }
}
