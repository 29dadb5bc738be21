package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.Revoked;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a listener was told of one election.
 *
 * @param events grows as they come
 * @param end open once there are no more
 */
record ElectionTold(List<ElectionEvent> events, CountDownLatch end) {

  /** Listens from now on. */
  static ElectionTold by(Election election) {
    ElectionTold told = new ElectionTold(new CopyOnWriteArrayList<>(), new CountDownLatch(1));
    Runnable over = told.end::countDown;
    election.events().subscribe(told.events::add, failure -> over.run(), over);
    return told;
  }

  /** Waits until this listener has been told everything; another one may be told before it. */
  void awaitEnd(Duration patience) {
    try {
      assertThat(end.await(patience.toMillis(), TimeUnit.MILLISECONDS)).as("told the end").isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
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
