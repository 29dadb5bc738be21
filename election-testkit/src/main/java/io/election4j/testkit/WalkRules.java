package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.testkit.Explained.Deviation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What one caller alone is answered in a long random walk, compared with a model of the rules. The
 * first wrong answer, or write that did what it should not, breaks the rule of that call.
 */
abstract class WalkRules extends Rules {

  @Test
  @Tag("L2")
  final void L2_everyOpeningOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L2);
  }

  @Test
  @Tag("L3")
  final void L3_everyRenewalOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L3);
  }

  @Test
  @Tag("L4")
  final void L4_everyEndOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L4);
  }

  @Test
  @Tag("L5")
  final void L5_everyFenceOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L5);
  }

  @Test
  @Tag("L6")
  final void L6_everyCreationOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L6);
  }

  @Test
  @Tag("L7")
  final void L7_everyClaimOfAVacantRecordInARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L7);
  }

  @Test
  @Tag("L8")
  final void L8_everyClaimOfAHeldRecordInARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L8);
  }

  @Test
  @Tag("L9")
  final void L9_everyTermOfARandomWalkIsHigher() {
    assertNoDeviationFrom(Rule.L9);
  }

  @Test
  @Tag("L11")
  final void L11_everyAmendmentOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L11);
  }

  @Test
  @Tag("L12")
  final void L12_everyReadingOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L12);
  }

  @Test
  @Tag("L27")
  final void L27_everyRequestOfARandomWalkIsRight() {
    assertNoDeviationFrom(Rule.L27);
  }

  private void assertNoDeviationFrom(Rule rule) {
    assertThat(walked().filter(found -> found.rule() == rule).map(Deviation::text))
        .as("check the condition of the call, what it writes and what it answers")
        .isEmpty();
  }
}
