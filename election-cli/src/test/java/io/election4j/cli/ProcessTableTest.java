package io.election4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessTableTest {

  private static final String REST = " 1 7 8 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 123456 2";

  @Test
  void findsThisProcess() {
    long self = ProcessHandle.current().pid();
    assertThat(ProcessTable.read()).extracting(ProcessTable.Row::pid).contains(self);
  }

  @Test
  void aNameMayContainSpacesAndParentheses() {
    assertThat(ProcessTable.parse(42, "42 (a) Z (b) S" + REST))
        .contains(new ProcessTable.Row(42, 7, 8));
  }

  @Test
  void aZombieCountsAsEnded() {
    assertThat(ProcessTable.parse(42, "42 (a) Z" + REST)).isEmpty();
  }
}
