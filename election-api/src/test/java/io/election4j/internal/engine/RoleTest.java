package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.ElectionEvent.Reason;
import io.election4j.internal.engine.ElectionState.Claiming;
import io.election4j.internal.engine.ElectionState.Following;
import io.election4j.internal.engine.ElectionState.Leading;
import io.election4j.internal.engine.ElectionState.LedTerm;
import io.election4j.internal.engine.ElectionState.Role;
import io.election4j.internal.engine.ElectionState.Stopping;
import io.election4j.internal.engine.ElectionState.Vacating;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every input in every role. */
class RoleTest {

  private static final LeaseId OURS = Rig.id(1);
  private static final LeaseId OTHER = Rig.rival(1);
  private static final LedTerm LED = new LedTerm("a", 7, OURS);
  private static final ElectionRecord OUR_RECORD = record(7, 12, OURS);

  private static EngineEvent.Revoked supersededBy(ElectionRecord other) {
    return new EngineEvent.Revoked("a", 7, Reason.SUPERSEDED, other.term() > 7 ? other.term() : 0);
  }

  private final List<EngineEvent> told = new ArrayList<>();
  private final Consumer<EngineEvent> say = told::add;

  private static ElectionRecord record(long term, long revision, LeaseId holder) {
    return new ElectionRecord(
        "a", term, revision, holder, Duration.ofSeconds(15), Candidate.named("x"), "");
  }

  private static ElectionRecord vacant(long term, long revision) {
    return new ElectionRecord("a", term, revision, null, null, null, "");
  }

  /** Records that name anything but this term of this lease. */
  static Stream<ElectionRecord> otherRecords() {
    return Stream.of(
        vacant(7, 13), record(8, 13, OTHER), record(8, 13, OURS), record(7, 13, OTHER));
  }

  @Nested
  class FollowingAndClaiming {

    static Stream<Role> roles() {
      return Stream.of(new Following(), new Claiming(3, OURS));
    }

    @ParameterizedTest
    @MethodSource("roles")
    void nothingThatHappensChangesThemOrIsTold(Role role) {
      assertThat(role.recordIs(OUR_RECORD, say)).isEqualTo(role);
      assertThat(role.recordIs(vacant(7, 13), say)).isEqualTo(role);
      assertThat(role.leaseLost(OURS, Reason.PAUSED, say)).isEqualTo(role);
      assertThat(role.leave(Reason.LEFT, say)).isEqualTo(role);
      assertThat(role.workStopped(7, say)).isEqualTo(role);
      assertThat(told).isEmpty();
    }
  }

  @Nested
  class LeadingRole {

    private final Role leading = new Leading(LED);

    @Test
    void aRecordThatNamesItKeepsIt() {
      assertThat(leading.recordIs(OUR_RECORD, say)).isEqualTo(leading);
      assertThat(leading.recordIs(record(7, 99, OURS), say)).isEqualTo(leading);
      assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.election4j.internal.engine.RoleTest#otherRecords")
    void anyOtherRecordRevokesIt(ElectionRecord other) {
      assertThat(leading.recordIs(other, say)).isEqualTo(new Following());
      assertThat(told).containsExactly(supersededBy(other));
    }

    @Test
    void theLossOfItsLeaseRevokesIt() {
      assertThat(leading.leaseLost(OURS, Reason.PAUSED, say)).isEqualTo(new Following());
      assertThat(told).containsExactly(new EngineEvent.Revoked("a", 7, Reason.PAUSED, 0));
    }

    @Test
    void theLossOfAnotherLeaseDoesNot() {
      assertThat(leading.leaseLost(OTHER, Reason.PAUSED, say)).isEqualTo(leading);
      assertThat(told).isEmpty();
    }

    @Test
    void leavingAsksTheWorkToStopAndWaitsForIt() {
      assertThat(leading.leave(Reason.LEFT, say)).isEqualTo(new Stopping(LED, Reason.LEFT));
      assertThat(told).containsExactly(new EngineEvent.Stopping("a", 7));
    }

    @Test
    void workThatEndsByItselfKeepsIt() {
      assertThat(leading.workStopped(7, say)).isEqualTo(leading);
    }
  }

  @Nested
  class DrainingRole {

    private final Role draining = new Stopping(LED, Reason.CLOSED);

    @Test
    void theEndOfTheWorkMakesItVacate() {
      assertThat(draining.workStopped(7, say)).isEqualTo(new Vacating(LED, Reason.CLOSED, 0));
      assertThat(told).containsExactly(new EngineEvent.Ceased("a", 7));
    }

    @Test
    void theEndOfOtherWorkDoesNot() {
      assertThat(draining.workStopped(6, say)).isEqualTo(draining);
      assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.election4j.internal.engine.RoleTest#otherRecords")
    void anyOtherRecordRevokesIt(ElectionRecord other) {
      assertThat(draining.recordIs(other, say)).isEqualTo(new Following());
      assertThat(told).containsExactly(supersededBy(other));
    }

    @Test
    void theLossOfItsLeaseRevokesItForThatReason() {
      assertThat(draining.leaseLost(OURS, Reason.STORE_UNREACHABLE, say))
          .isEqualTo(new Following());
      assertThat(told)
          .containsExactly(new EngineEvent.Revoked("a", 7, Reason.STORE_UNREACHABLE, 0));
    }

    @Test
    void nothingElseChangesIt() {
      assertThat(draining.recordIs(OUR_RECORD, say)).isEqualTo(draining);
      assertThat(draining.leaseLost(OTHER, Reason.PAUSED, say)).isEqualTo(draining);
      assertThat(draining.leave(Reason.LEFT, say)).isEqualTo(draining);
      assertThat(told).isEmpty();
    }
  }

  @Nested
  class VacatingRole {

    private final Role vacating = new Vacating(LED, Reason.LEFT, 5);
    private final Role ofAGhost = new Vacating(LED, null, 5);

    @ParameterizedTest
    @MethodSource("io.election4j.internal.engine.RoleTest#otherRecords")
    void anyOtherRecordEndsItForTheReasonItWasLeft(ElectionRecord other) {
      assertThat(vacating.recordIs(other, say)).isEqualTo(new Following());
      assertThat(told).containsExactly(new EngineEvent.Revoked("a", 7, Reason.LEFT, 0));
    }

    @Test
    void theLossOfItsLeaseEndsItForTheReasonItWasLeft() {
      assertThat(vacating.leaseLost(OURS, Reason.PAUSED, say)).isEqualTo(new Following());
      assertThat(told).containsExactly(new EngineEvent.Revoked("a", 7, Reason.LEFT, 0));
    }

    @Test
    void aTermThatNobodyWasToldOfEndsInSilence() {
      assertThat(ofAGhost.recordIs(vacant(7, 13), say)).isEqualTo(new Following());
      assertThat(ofAGhost.leaseLost(OURS, Reason.PAUSED, say)).isEqualTo(new Following());
      assertThat(told).isEmpty();
    }

    @Test
    void nothingElseChangesIt() {
      assertThat(vacating.recordIs(record(7, 99, OURS), say)).isEqualTo(vacating);
      assertThat(vacating.leaseLost(OTHER, Reason.PAUSED, say)).isEqualTo(vacating);
      assertThat(vacating.leave(Reason.CLOSED, say)).isEqualTo(vacating);
      assertThat(vacating.workStopped(7, say)).isEqualTo(vacating);
      assertThat(told).isEmpty();
    }
  }
}
