package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.testkit.Explained.Deviation;
import org.junit.jupiter.api.Test;

/**
 * What one caller alone is answered in a long random walk, compared with a model of the rules. The
 * first wrong answer, or write that did what it should not, breaks the rule of that call.
 */
abstract class WalkRules extends Rules {

  @Test
  final void L2_everyOpeningOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L2);
  }

  @Test
  final void L3_everyRenewalOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L3);
  }

  @Test
  final void L4_everyEndOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L4);
  }

  @Test
  final void L5_everyFenceOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L5);
  }

  @Test
  final void L6_everyCreationOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L6);
  }

  @Test
  final void L7_everyClaimOfAVacantRecordInARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L7);
  }

  @Test
  final void L8_everyClaimOfAHeldRecordInARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L8);
  }

  @Test
  final void L9_everyTermOfARandomWalkIsHigher() {
    assertNoDeviationFrom(Rule.L9);
  }

  @Test
  final void L11_everyAmendmentOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L11);
  }

  @Test
  final void L12_everyReadingOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L12);
  }

  @Test
  final void L27_everyRequestOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L27);
  }

  private void assertNoDeviationFrom(Rule rule) {
    assertThat(walked().filter(found -> found.rule() == rule).map(Deviation::text))
        .as("check the condition of the call, what it writes and what it answers")
        .isEmpty();
  }
}
