package io.election4j.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.console.Outages.Outage;
import org.junit.jupiter.api.Test;

/** When nothing was seen. */
class OutagesTest {

  private final Outages outages = new Outages();

  @Test
  void oneGoesOnUntilNowAndBeginsOnlyOnce() {
    outages.began(10);
    outages.began(20);

    assertThat(outages.until(30)).containsExactly(new Outage(10, 30));
    outages.ended(40);
    outages.ended(50);
    assertThat(outages.until(60)).containsExactly(new Outage(10, 40));
  }

  @Test
  void theOldestMakeRoom() {
    for (int i = 0; i <= Outages.MOST; i++) {
      outages.began(i);
      outages.ended(i);
    }

    assertThat(outages.until(1_000)).hasSize(Outages.MOST).first().isEqualTo(new Outage(1, 1));
  }
}
