package io.election4j.mysql;

import io.election4j.mysql.Origin.Attempt;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * The connections that are open or being made, so that whoever closes can wait for the last one.
 * Safe for use by many threads.
 */
final class Openings {

  /** A server that is there has accepted by then, and would count a connection given up as lost. */
  private static final Duration ACCEPTING = Duration.ofMillis(500);

  private final Set<Attempt> open = ConcurrentHashMap.newKeySet();
  private final Sinks.Empty<Void> allGone = Sinks.empty();
  private volatile boolean closing;

  /** Notes a connection from before it is made on. */
  void begun(Attempt attempt) {
    open.add(attempt);
  }

  /** Says that a connection is closed, or came to nothing. */
  void gone(Attempt attempt) {
    open.remove(attempt);
    look();
  }

  /** Returns whether connections are not wanted any more. */
  boolean closing() {
    return closing;
  }

  /**
   * Completes when no connection is left. What is still open after a while is closed by force, and
   * sooner what no server has accepted.
   */
  Mono<Void> close(Duration most, Scheduler timer) {
    return Mono.defer(
        () -> {
          closing = true;
          look();
          timer.schedule(
              () -> open.forEach(Attempt::giveUp), ACCEPTING.toMillis(), TimeUnit.MILLISECONDS);
          Mono<Void> forced = Mono.fromRunnable(() -> open.forEach(Attempt::abort));
          return allGone.asMono().timeout(most, forced, timer);
        });
  }

  private void look() {
    if (closing && open.isEmpty()) {
      allGone.tryEmitEmpty();
    }
  }
}
