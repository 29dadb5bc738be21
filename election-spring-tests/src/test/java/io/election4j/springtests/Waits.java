package io.election4j.springtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionEvent;
import io.election4j.Elections;

/** What waits for leadership to come and go. */
final class Waits {

  private Waits() {}

  static void elected(Elections elections, String election) {
    elections
        .join(election)
        .events()
        .ofType(ElectionEvent.Elected.class)
        .blockFirst(Contexts.LIMIT);
  }

  /** What is told of the state comes first, so that nothing is missed. */
  static void revoked(Elections elections, String election) {
    elections
        .join(election)
        .events()
        .filter(event -> elections.join(election).leadership().isEmpty())
        .blockFirst(Contexts.LIMIT);
    assertThat(elections.join(election).leadership()).isEmpty();
  }
}
