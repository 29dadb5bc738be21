package io.election4j.demo.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LeadershipAuditTest {

  @Test
  void leadersOneAfterAnotherAreInOrder() {
    LeadershipAudit audit =
        LeadershipAudit.of(
            "e",
            List.of(
                Notes.log("Ada", Notes.elected(100, 1, 190), Notes.worked(110, 1)),
                Notes.log(
                    "Ben",
                    Notes.elected(200, 2, 290),
                    Notes.rested(250, 2),
                    Notes.elected(400, 5, 490)),
                Notes.log("Cleo", Notes.elected(260, 4, 390))));

    assertThat(audit.terms()).containsExactly(1L, 2L, 4L, 5L);
    assertThat(audit.overlaps()).isZero();
    assertThat(audit.violations()).isEmpty();
  }

  @Test
  void everyPairOfLeadersAtTheSameTimeIsCounted() {
    LeadershipAudit audit =
        LeadershipAudit.of(
            "e",
            List.of(
                Notes.log("Ada", Notes.elected(100, 1, 900)),
                Notes.log("Ben", Notes.elected(200, 2, 300)),
                Notes.log("Cleo", Notes.elected(400, 3, 500))));

    assertThat(audit.overlaps()).isEqualTo(2);
    assertThat(audit.violations())
        .containsExactly(
            "Ada (term 1) and Ben (term 2) both led for 100 ns",
            "Ada (term 1) and Cleo (term 3) both led for 100 ns");
  }

  @Test
  void aTermThatDoesNotRiseIsAViolation() {
    LeadershipAudit audit =
        LeadershipAudit.of(
            "e",
            List.of(
                Notes.log("Ada", Notes.elected(100, 7, 190)),
                Notes.log("Ben", Notes.elected(200, 7, 290))));

    assertThat(audit.overlaps()).isZero();
    assertThat(audit.violations())
        .containsExactly("Ben (term 7) began after Ada (term 7): terms must rise");
  }

  @Test
  void workInATermThatHasBeenFollowedByAnotherIsAViolation() {
    LeadershipAudit audit =
        LeadershipAudit.of(
            "e",
            List.of(
                Notes.log("Ada", Notes.elected(100, 1, 190), Notes.worked(230, 1)),
                Notes.log(
                    "Ben",
                    Notes.elected(200, 2, 290),
                    Notes.worked(210, 2),
                    Notes.worked(240, 2))));

    assertThat(audit.violations())
        .containsExactly("Ada (term 1) worked after Ben (term 2) had begun to work");
  }
}
