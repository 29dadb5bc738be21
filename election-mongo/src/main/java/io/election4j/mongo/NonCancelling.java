package io.election4j.mongo;

import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets statements outlive those who wait for them: cancelling what is returned here detaches, and
 * the driver finishes the statement, whose answer or error is then dropped.
 */
final class NonCancelling {

  private NonCancelling() {}

  /** Returns the one answer of a statement, or nothing if it has none. */
  static <T> Mono<T> one(Publisher<T> statement) {
    // As a signal, an error that nobody waits for any more is a value to drop, not one to report.
    return Mono.fromFuture(() -> Mono.from(statement).materialize().toFuture(), true)
        .dematerialize();
  }

  /** Returns all rows of a query, read to the end before the first is given. */
  static <T> Mono<List<T>> all(Publisher<T> query) {
    return one(Flux.from(query).collectList());
  }
}
