package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.ChangePush;
import io.election4j.spi.InMemoryLeaseStore;
import org.junit.jupiter.api.Test;

/** What is printed at the start of a run. */
class CapabilitiesTest {

  @Test
  void whatIsThereIsOneLineAndWhateverIsNotIsALineWithItsRules() {
    Capabilities declared =
        new Capabilities()
            .without(ChangePush.class)
            .restart(() -> {})
            .unreachable(InMemoryLeaseStore::create)
            .readOnly(InMemoryLeaseStore::create)
            .neverCreate(InMemoryLeaseStore::create);

    assertThat(declared.lines(InMemoryLeaseStore.create()))
        .containsExactly(
            "checked beyond the rules for all: ElectionDirectory (L20), LeaseDirectory (L28),"
                + " restart (L22, L23), unreachable (L24), readOnly (L25), neverCreate (L26)",
            "NOT CHECKED, not there or not declared: ChangePush (L19)",
            "NOT CHECKED, not there or not declared: anotherCopy (L14)",
            "NOT CHECKED, not there or not declared: proxied (L16, L29)");
  }

  @Test
  void whatRingsIsHeldToTheRuleOfRings() {
    assertThat(new Capabilities().ringing().lines(InMemoryLeaseStore.create()))
        .contains("NOT CHECKED, not there or not declared: ChangePush (L19)")
        .first()
        .asString()
        .contains("ChangePush that rings (L30)");
  }
}
