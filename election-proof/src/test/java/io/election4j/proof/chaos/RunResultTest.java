package io.election4j.proof.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.demo.harness.CandidateLog;
import io.election4j.demo.harness.Note;
import io.election4j.demo.harness.Note.Kind;
import io.election4j.proof.chaos.Ledger.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That what must not happen is seen. */
class RunResultTest {

  private static final long HEALED = 1_000;
  private static final long DISMISSED = 2_000;

  private final List<CandidateLog> logs = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private long value = -1;

  @Test
  void oneLeaderAfterTheOtherIsFine() {
    log("Ada", elected(100, 1, 190), writes(110, 1, "a"), accepted(111, 1, "a"), trusted(240));
    log("Ben", elected(300, 2, 390), writes(310, 2, "b"), accepted(1_200, 2, "b"));
    entries(entry(1, "a"), entry(2, "b"));
    RunResult verdict = verdict();
    assertThat(verdict.violations()).isEmpty();
    assertThat(verdict.failovers()).isEqualTo(1);
    assertThat(verdict.leaderless()).containsExactly(Duration.ofNanos(60));
    assertThat(verdict.recovery()).containsExactly(Duration.ofNanos(200));
  }

  @Test
  void aFailoverToOneWhoReachesTheStoreInAnotherWayIsCounted() {
    log("Ada", began("mysql"), elected(100, 1, 190));
    log("Ben", began("jdbc:mysql"), elected(300, 2, 390), elected(700, 4, 790));
    log("Cid", began("jdbc:mysql"), elected(500, 3, 590));
    RunResult verdict = verdict();
    assertThat(verdict.schemes())
        .isEqualTo(Map.of("Ada", "mysql", "Ben", "jdbc:mysql", "Cid", "jdbc:mysql"));
    assertThat(verdict.failovers()).isEqualTo(3);
    assertThat(verdict.failoversAcross()).isEqualTo(1);
  }

  @Test
  void twoLeadersAtATimeAreAnOverlapEvenIfOneOfThemWasKilled() {
    log("Ada", elected(100, 1, 190), trusted(350));
    log("Ben", elected(300, 2, 390));
    RunResult verdict = verdict();
    assertThat(verdict.audit().overlaps()).isEqualTo(1);
    assertThat(verdict.violations())
        .containsExactly("Ada (term 1) and Ben (term 2) both led for 50 ns");
  }

  @Test
  void aLeaderThatWorkedBeforeItNotedItsElectionLedFromThenOn() {
    log("Ada", elected(100, 1, 190), trusted(350));
    log("Ben", writes(340, 2, "b"), elected(360, 2, 450));
    assertThat(verdict().violations())
        .containsExactly("Ada (term 1) and Ben (term 2) both led for 10 ns");
  }

  @Test
  void aTermTwiceIsADuplicate() {
    log("Ada", elected(100, 1, 190));
    log("Ben", elected(300, 1, 390));
    assertThat(verdict().audit().duplicateTerms()).isEqualTo(1);
  }

  @Test
  void aTermThatFallsIsAViolation() {
    log("Ada", elected(100, 2, 190));
    log("Ben", elected(300, 1, 390));
    assertThat(verdict().violations())
        .containsExactly("Ben (term 1) began after Ada (term 2): terms must rise");
  }

  @Test
  void workThatWasCertainInAnOlderTermIsAViolationWhateverTheLeadersBelieved() {
    log("Ada", elected(100, 1, 190), revoked(191, 1), writes(320, 1, "a"));
    log("Ben", elected(300, 2, 390), writes(310, 2, "b"));
    assertThat(verdict().violations())
        .containsExactly("Ada (term 1) worked after Ben (term 2) had begun to work");
  }

  @Test
  void aWriteOfALowerTermAfterAHigherOneIsAViolation() {
    log("Ada", writes(110, 1, "a"));
    log("Ben", writes(310, 2, "b"));
    entries(entry(2, "b"), entry(1, "a"));
    assertThat(verdict().violations())
        .containsExactly("write " + entry(1, "a") + " was accepted after " + entry(2, "b"));
  }

  @Test
  void anAcceptedWriteThatIsNotThereIsAViolation() {
    log("Ada", writes(110, 1, "a"), accepted(111, 1, "a"));
    assertThat(verdict().violations()).containsExactly("accepted, but lost: " + entry(1, "a"));
  }

  @Test
  void aRefusedWriteThatIsThereIsAViolation() {
    log("Ada", writes(110, 1, "a"), new Note(Kind.REFUSED, 111, 1, 0, "a"));
    entries(entry(1, "a"));
    assertThat(verdict().violations()).containsExactly("refused, but there: " + entry(1, "a"));
  }

  @Test
  void aWriteOfUnknownOutcomeMayBeThereOrNot() {
    log("Ada", writes(110, 1, "a"), new Note(Kind.UNKNOWN, 111, 1, 0, "a"));
    assertThat(verdict().violations()).isEmpty();
    entries(entry(1, "a"));
    assertThat(verdict().violations()).isEmpty();
  }

  @Test
  void aWriteThatNobodyMadeOrThatIsThereTwiceIsAViolation() {
    entries(entry(1, "a"), entry(1, "a"));
    assertThat(verdict().violations())
        .containsExactly(
            "a write was accepted twice", "there, but written by nobody: " + entry(1, "a"));
  }

  @Test
  void aCounterThatDiffersFromTheNumberOfWritesIsAViolation() {
    value = 3;
    assertThat(verdict().violations()).containsExactly("the counter is 3 after 0 writes");
  }

  @Test
  void twoElectionsWithoutARevocationInBetweenAreAViolation() {
    log("Ada", elected(100, 1, 190), elected(300, 2, 390));
    assertThat(verdict().violations())
        .containsExactly("Ada was elected in term 2 before term 1 was revoked");
  }

  @Test
  void aRevocationThatDoesNotFollowAnElectionIsAViolation() {
    log("Ada", elected(100, 1, 190), revoked(180, 1), revoked(181, 1));
    assertThat(verdict().violations())
        .containsExactly("Ada was revoked in term 1 while it led in term 0");
  }

  @Test
  void aCandidateOfAnotherClockAndOneThatFailedAreViolations() {
    logs.add(new CandidateLog("Ada", List.of(), List.of(), false, true));
    assertThat(verdict().violations())
        .containsExactly("Ada reads another clock", "Ada ended by itself");
  }

  private RunResult verdict() {
    long counted = value >= 0 ? value : entries.size();
    Ledger.Contents written = new Ledger.Contents(counted, entries);
    Duration lease = Duration.ofSeconds(1);
    return RunResult.of(
        1,
        new Records("e", lease, logs, List.of(), written, HEALED, DISMISSED),
        List.of(),
        List.of());
  }

  private void log(String candidate, Note... notes) {
    logs.add(new CandidateLog(candidate, List.of(notes), List.of(), true, false));
  }

  private void entries(Entry... all) {
    entries.addAll(Arrays.asList(all));
  }

  private static Entry entry(long term, String text) {
    return new Entry(term, text);
  }

  private static Note began(String scheme) {
    return new Note(Kind.BEGAN, 10, 0, 0, scheme);
  }

  private static Note elected(long nanos, long term, long until) {
    return new Note(Kind.ELECTED, nanos, term, until, "");
  }

  private static Note trusted(long until) {
    return new Note(Kind.TRUSTED, until - 90, 0, until, "");
  }

  private static Note revoked(long nanos, long term) {
    return new Note(Kind.REVOKED, nanos, term, 0, "PAUSED");
  }

  private static Note writes(long nanos, long term, String entry) {
    return new Note(Kind.WORKS, nanos, term, 0, entry);
  }

  private static Note accepted(long nanos, long term, String entry) {
    return new Note(Kind.ACCEPTED, nanos, term, 0, entry);
  }
}
