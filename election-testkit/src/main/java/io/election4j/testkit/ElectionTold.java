package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.Revoked;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a listener was told of one election.
 *
 * @param events grows as they come
 */
record ElectionTold(List<ElectionEvent> events) {

  /** Listens from now on. */
  static ElectionTold by(Election election) {
    ElectionTold told = new ElectionTold(new CopyOnWriteArrayList<>());
    election.events().subscribe(told.events::add);
    return told;
  }

  /** Returns how many events of a kind there were. */
  long count(Class<? extends ElectionEvent> kind) {
    return events.stream().filter(kind::isInstance).count();
  }

  /** Fails unless every Elected is followed by exactly one Revoked of its term. */
  void assertPaired() {
    List<String> pairs =
        events.stream()
            .filter(event -> event instanceof Elected || event instanceof Revoked)
            .map(event -> (event instanceof Elected ? "Elected " : "Revoked ") + event.term())
            .toList();
    assertThat(pairs.size() % 2).as("the last of %s is open", pairs).isZero();
    for (int i = 0; i < pairs.size(); i += 2) {
      assertThat(pairs.get(i)).as("first of a pair in %s", pairs).startsWith("Elected ");
      assertThat(pairs.get(i + 1))
          .as("second of a pair in %s", pairs)
          .isEqualTo(pairs.get(i).replace("Elected", "Revoked"));
    }
  }
}
