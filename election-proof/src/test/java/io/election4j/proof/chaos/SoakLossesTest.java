package io.election4j.proof.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionEvent.Reason;
import io.election4j.demo.harness.CandidateLog;
import io.election4j.demo.harness.Note;
import io.election4j.demo.harness.Note.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SoakLossesTest {

  private final SoakLosses losses = new SoakLosses(Duration.ofSeconds(4));

  @Test
  void aLossIsExplainedByHarmDoneToThatProcessShortlyBefore() {
    losses.disturbed(Set.of("c1"), seconds(10), seconds(12));

    assertThat(unexplained("c1", 11, Reason.STORE_UNREACHABLE)).isEmpty();
    assertThat(unexplained("c1", 20, Reason.LEASE_ENDED)).isEmpty();
    assertThat(unexplained("c1", 9, Reason.STORE_UNREACHABLE)).hasSize(1);
    assertThat(unexplained("c1", 40, Reason.STORE_UNREACHABLE)).hasSize(1);
    assertThat(unexplained("c2", 11, Reason.STORE_UNREACHABLE))
        .containsExactly(
            "leaderships lost for no fault, c2: STORE_UNREACHABLE, 1 times, 89 to 89 s before the"
                + " end");
  }

  @Test
  void harmDoneToTheServerExplainsTheLossesOfAll() {
    losses.disturbed(Set.of(), seconds(10), seconds(12));
    assertThat(unexplained("c2", 11, Reason.STORE_UNREACHABLE)).isEmpty();
  }

  @Test
  void aProcessThatComesOrGoesMovesSharesButCostsNobodyALease() {
    losses.membersChanged(seconds(10), seconds(12));
    assertThat(unexplained("c1", 11, Reason.STEPPED_DOWN)).isEmpty();
    assertThat(unexplained("c1", 11, Reason.STORE_UNREACHABLE)).hasSize(1);
  }

  @Test
  void whatIsLostWhenAllAreDismissedIsNotCounted() {
    assertThat(unexplained("c1", 99, Reason.CLOSED)).hasSize(1);
    assertThat(unexplained("c1", 100, Reason.CLOSED)).isEmpty();
  }

  private List<String> unexplained(String candidate, int second, Reason reason) {
    Note note = new Note(Kind.REVOKED, seconds(second), 7, 0, reason + " soak/1");
    List<CandidateLog> logs =
        List.of(new CandidateLog(candidate, List.of(note), List.of(), true, false));
    return losses.unexplained(logs, seconds(100));
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
