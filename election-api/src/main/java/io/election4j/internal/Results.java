package io.election4j.internal;

import io.election4j.OnFailure;
import reactor.core.publisher.FluxSink;

/**
 * Whom the results of a work go to.
 *
 * @param sink serialised, so that it may be used by any thread
 * @param onFailure what becomes of failures: the Flux fails with them only if it is told to
 */
record Results<T>(FluxSink<T> sink, OnFailure onFailure) {

  void next(T result) {
    sink.next(result);
  }

  void failed(Throwable failure) {
    if (onFailure instanceof OnFailure.Fail) {
      sink.error(failure);
    }
  }
}
