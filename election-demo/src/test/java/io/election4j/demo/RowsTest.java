package io.election4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.demo.harness.CandidateView;
import io.election4j.demo.harness.CandidateView.State;
import io.election4j.demo.harness.Note;
import io.election4j.demo.harness.Note.Kind;
import io.election4j.demo.harness.Notes;
import io.election4j.servers.processes.ChildProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a lease of 3 s, of which the leader trusts 2.4 s; times are in milliseconds. */
class RowsTest {

  private final Rows rows =
      new Rows(
          new Screen(new PrintWriter(Writer.nullWriter()), false, false),
          Symbols.in(StandardCharsets.US_ASCII),
          Duration.ofSeconds(3));
  private final CandidateView ada = view("Ada");
  private final CandidateView cleo = view("Cleo");

  RowsTest() throws IOException {}

  @BeforeEach
  void adaLeads() {
    ada.noted(new Note(Kind.READY, 0, 0, 0, ""));
    ada.noted(Notes.elected(nanos(0), 7, nanos(2400)));
    cleo.noted(new Note(Kind.READY, 0, 0, 0, ""));
    cleo.noted(new Note(Kind.FOLLOWS, 0, 7, 0, "Ada"));
  }

  @Test
  void aRenewalFillsTheBarAndTimeEmptiesIt() {
    assertThat(row(ada, 0)).isEqualTo("  > Ada   leads term 7      " + bar(6, 24) + "  2.4 s");
    assertThat(row(ada, 1000)).endsWith(bar(6, 14) + "  1.4 s");

    ada.noted(Notes.trusted(nanos(1000), nanos(3400)));

    assertThat(row(ada, 1000)).endsWith(bar(6, 24) + "  2.4 s");
  }

  @Test
  void aFollowerHasNoBar() {
    assertThat(row(cleo, 0)).isEqualTo("    Cleo  follows Ada       ");
  }

  @Test
  void theLastFifthOfAFrozenLeadersLeaseIsTheMarginThatTheOthersWait() {
    ada.become(State.FROZEN);

    assertThat(row(ada, 2500))
        .isEqualTo("  = Ada   frozen in term 7  " + bar(5, 0) + "  must have stopped");
    assertThat(row(ada, 3100)).endsWith(bar(0, 0) + "  silent for a whole lease");
  }

  @Test
  void aDeadLeadersBarGoesWhenAnotherLeads() {
    ada.become(State.KILLED);
    assertThat(row(ada, 1000)).isEqualTo("  x Ada   killed            " + bar(6, 14) + "  1.4 s");

    ada.succeeded();

    assertThat(row(ada, 3100)).isEqualTo("  x Ada   killed            ");
  }

  private String row(CandidateView candidate, long millis) {
    List<String> drawn = rows.of(List.of(ada, cleo), nanos(millis));
    return drawn.get(candidate == ada ? 1 : 2);
  }

  private static String bar(int margin, int trust) {
    return "-".repeat(margin) + "#".repeat(trust) + ".".repeat(30 - margin - trust);
  }

  private static long nanos(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }

  private static CandidateView view(String name) throws IOException {
    return new CandidateView(name, new ChildProcess(new ProcessBuilder("true").start()), List.of());
  }
}
