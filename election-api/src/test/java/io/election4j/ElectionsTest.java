package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ElectionsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final InMemoryLeaseStore store = InMemoryLeaseStore.create();

  private Elections elections(String name) {
    return Elections.builder(store.connect())
        .candidate(Candidate.named(name))
        .lease(Duration.ofSeconds(3))
        .build();
  }

  @Test
  void aCandidateLeadsAndHandsOverWhenItCloses() {
    Elections a = elections("a");
    Election first = a.join("books");
    Elected won = first.events().ofType(Elected.class).blockFirst(PATIENCE);
    assertThat(won.term()).isEqualTo(1);
    assertThat(won.leadership().isValid()).isTrue();
    List<ElectionEvent> seen = new CopyOnWriteArrayList<>();
    first.events().subscribe(seen::add);
    try (Elections b = elections("b")) {
      Election second = b.join("books");
      assertThat(
              second
                  .events()
                  .ofType(ElectionEvent.LeaderChanged.class)
                  .blockFirst(PATIENCE)
                  .leader()
                  .candidate()
                  .name())
          .isEqualTo("a");
      a.close();
      Elected next = second.events().ofType(Elected.class).blockFirst(PATIENCE);
      assertThat(next.term()).isEqualTo(2);
      assertThat(won.leadership().isValid()).isFalse();
      assertThat(seen).last().isEqualTo(new Revoked("books", 1, ElectionEvent.Reason.CLOSED, 0));
    }
  }

  @Test
  void aLeadershipNamesTheTermAndTheLeaseThatTheRecordNames() {
    try (Elections process = elections("a")) {
      Election books = process.join("books");
      Leadership leadership =
          books.events().ofType(Elected.class).blockFirst(PATIENCE).leadership();

      assertThat(store.observe(null, List.of(), List.of("books")).block(PATIENCE).records())
          .singleElement()
          .returns(leadership.term(), ElectionRecord::term)
          .returns(leadership.lease(), ElectionRecord::holder);
    }
  }
}
