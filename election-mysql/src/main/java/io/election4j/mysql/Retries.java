package io.election4j.mysql;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Mono;

/** How to go on when others' locks were in the way: a few tries, apart by chance. */
final class Retries {

  /** How often a statement is tried. */
  static final int TRIES = 3;

  private static final int SHORTEST_MILLIS = 10;

  private Retries() {}

  /** Returns how long to wait after a try, counted from 1. */
  static Duration pauseAfter(int tries) {
    int most = SHORTEST_MILLIS << (tries + 1);
    return Duration.ofMillis(ThreadLocalRandom.current().nextInt(SHORTEST_MILLIS, most));
  }

  /** Tries a statement again while it is refused because of locks; then the error passes. */
  static <T> Mono<T> retry(Session session, Mono<T> statement) {
    return attempt(session, statement, 1);
  }

  private static <T> Mono<T> attempt(Session session, Mono<T> statement, int tries) {
    return statement.onErrorResume(
        error -> tries < TRIES && MySqlErrors.contention(error),
        refused ->
            session
                .pause(pauseAfter(tries))
                .then(Mono.defer(() -> attempt(session, statement, tries + 1))));
  }
}
