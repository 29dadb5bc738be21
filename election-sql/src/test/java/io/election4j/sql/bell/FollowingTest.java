package io.election4j.sql.bell;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.LeaseId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FollowingTest {

  private static final LeaseId FIRST = new LeaseId(new UUID(0, 1));
  private static final LeaseId SECOND = new LeaseId(new UUID(0, 2));

  private final Following following = new Following();

  @Test
  void whoeverWasSeenFirstComesFirst() {
    following.seen(List.of(SECOND), 1);
    assertThat(following.seen(List.of(FIRST, SECOND), 1)).containsExactly(SECOND, FIRST);
  }

  @Test
  void whoeverIsNotReadAnyMoreIsForgottenAfterAFewReads() {
    following.seen(List.of(FIRST), 1);
    assertThat(following.seen(List.of(SECOND), 1)).contains(FIRST);
    assertThat(following.seen(List.of(SECOND), 1)).contains(FIRST);
    assertThat(following.seen(List.of(SECOND), 1)).containsExactly(SECOND);
  }

  @Test
  void readersWhoReadByTurnsForgetNobodyOfEachOthers() {
    for (int i = 0; i < 10; i++) {
      following.seen(List.of(FIRST), 2);
      assertThat(following.seen(List.of(SECOND), 2)).containsExactly(FIRST, SECOND);
    }
  }
}
