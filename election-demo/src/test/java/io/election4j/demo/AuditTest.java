package io.election4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditTest {

  @Test
  void leadersOneAfterAnotherAreInOrder() {
    Audit audit =
        Audit.of(
            "e",
            Map.of(
                "Ada",
                List.of(Notes.elected(100, 1, 190), Notes.worked(110, 1)),
                "Ben",
                List.of(
                    Notes.elected(200, 2, 290), Notes.rested(250, 2), Notes.elected(400, 5, 490)),
                "Cleo",
                List.of(Notes.elected(260, 4, 390))));

    assertThat(audit.terms()).containsExactly(1L, 2L, 4L, 5L);
    assertThat(audit.overlaps()).isZero();
    assertThat(audit.violations()).isEmpty();
  }

  @Test
  void everyPairOfLeadersAtTheSameTimeIsCounted() {
    Audit audit =
        Audit.of(
            "e",
            Map.of(
                "Ada", List.of(Notes.elected(100, 1, 900)),
                "Ben", List.of(Notes.elected(200, 2, 300)),
                "Cleo", List.of(Notes.elected(400, 3, 500))));

    assertThat(audit.overlaps()).isEqualTo(2);
    assertThat(audit.violations())
        .containsExactly(
            "Ada (term 1) and Ben (term 2) both led for 100 ns",
            "Ada (term 1) and Cleo (term 3) both led for 100 ns");
  }

  @Test
  void aTermThatDoesNotRiseIsAViolation() {
    Audit audit =
        Audit.of(
            "e",
            Map.of(
                "Ada", List.of(Notes.elected(100, 7, 190)),
                "Ben", List.of(Notes.elected(200, 7, 290))));

    assertThat(audit.overlaps()).isZero();
    assertThat(audit.violations())
        .containsExactly("Ben (term 7) began after Ada (term 7): terms must rise");
  }

  @Test
  void workInATermThatHasBeenFollowedByAnotherIsAViolation() {
    Audit audit =
        Audit.of(
            "e",
            Map.of(
                "Ada",
                List.of(Notes.elected(100, 1, 190), Notes.worked(230, 1)),
                "Ben",
                List.of(Notes.elected(200, 2, 290), Notes.worked(210, 2), Notes.worked(240, 2))));

    assertThat(audit.violations())
        .containsExactly("Ada (term 1) worked after Ben (term 2) had begun to work");
  }
}
