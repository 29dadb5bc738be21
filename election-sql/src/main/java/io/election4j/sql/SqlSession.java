package io.election4j.sql;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A connection during one call: runs statements one after the other, each to its end, each
 * committed by itself.
 *
 * <p>Publishers are lazy. What the server refuses is a {@link SqlRefusal}; after any other error it
 * is not known what became of the statement.
 */
public interface SqlSession {

  /** How often a statement is tried. */
  int TRIES = 3;

  /** Returns what the database is. */
  Dialect dialect();

  /** Returns the SQL expression that names this server's data. */
  String identity();

  /**
   * Returns whether statements may go to sessions that others use, too, as behind a pooler that
   * lends a session for one transaction: nothing may be set there that outlasts a statement.
   */
  default boolean shared() {
    return false;
  }

  /** Runs a statement; emits the number of rows that matched. */
  Mono<Long> update(Sql sql);

  /** Runs a statement; emits its rows in one list. */
  <T> Mono<List<T>> rows(Sql sql, Function<? super Row, ? extends T> reader);

  /** Waits; on a session that blocks, by blocking. */
  Mono<Long> pause(Duration duration);

  /** Returns how long to wait after a try, counted from 1. */
  static Duration pauseAfter(int tries) {
    int shortest = 10;
    int most = shortest << (tries + 1);
    return Duration.ofMillis(ThreadLocalRandom.current().nextInt(shortest, most));
  }

  /** Tries a statement again while it is refused because of locks; then the error passes. */
  default <T> Mono<T> retry(Mono<T> statement) {
    return attempt(statement, 1);
  }

  private <T> Mono<T> attempt(Mono<T> statement, int tries) {
    return statement.onErrorResume(
        error -> tries < TRIES && dialect().contention(error),
        refused -> pause(pauseAfter(tries)).then(Mono.defer(() -> attempt(statement, tries + 1))));
  }
}
