package io.election4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.StoreEvent;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OperatorReportTest {

  @Test
  void aStoreThatFailsWithoutWordsIsToldByWhatHasFailed() {
    Throwable mute = new IOException();

    assertThat(OperatorReport.line(new StoreEvent.Unavailable(mute)))
        .isEqualTo("the store does not answer: java.io.IOException");
    assertThat(OperatorReport.line(new StoreEvent.StandsBack(Duration.ofSeconds(1), mute)))
        .isEqualTo(
            "stands back for 1000 ms: renewals fail while other calls succeed:"
                + " java.io.IOException");
  }
}
