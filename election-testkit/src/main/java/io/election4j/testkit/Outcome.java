package io.election4j.testkit;

import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Signal;

/** How a call ended, and when; {@code null} if it did not. */
record Outcome(@Nullable Signal<?> end, Duration took) {

  /** Returns whether it ended without an error, after an answer or without one. */
  boolean completed() {
    return end != null && !end.isOnError();
  }

  boolean answeredTrue() {
    return end != null && Boolean.TRUE.equals(end.get());
  }

  Optional<StoreException.Kind> kind() {
    return end != null && end.getThrowable() instanceof StoreException failure
        ? Optional.of(failure.kind())
        : Optional.empty();
  }

  /** Returns all that a log would show, but stack traces. */
  String text() {
    StringBuilder text = new StringBuilder();
    Throwable failure = end == null ? null : end.getThrowable();
    while (failure != null) {
      text.append(failure).append('\n');
      failure = failure.getCause();
    }
    return text.toString();
  }

  @Override
  public String toString() {
    if (end == null) {
      return "it did not end";
    }
    return end.isOnError() ? "it failed with " + end.getThrowable() : "it answered " + end.get();
  }
}
