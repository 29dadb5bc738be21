package io.election4j.mysql;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A connection during one call: runs statements one after the other, each to its end. */
final class Session {

  private final Link link;
  private final Watch watch;
  private final Scheduler timer;

  Session(Link link, Watch watch, Scheduler timer) {
    this.link = link;
    this.watch = watch;
    this.timer = timer;
  }

  /** Returns the SQL expression that names this server's data. */
  String identity() {
    return link.identity();
  }

  /** Runs a statement; emits the number of rows that matched. */
  Mono<Long> update(Sql sql) {
    return watched(Mono.defer(() -> sql.update(link.connection())));
  }

  /** Runs a statement; emits its rows in one list. */
  <T> Mono<List<T>> rows(Sql sql, Function<? super Readable, ? extends T> reader) {
    return watched(Mono.defer(() -> sql.rows(link.connection(), reader)));
  }

  /** Waits without holding up a thread. */
  Mono<Long> pause(Duration duration) {
    return Mono.delay(duration, timer);
  }

  private <T> Mono<T> watched(Mono<T> statement) {
    return Mono.defer(
        () -> watch.start() ? statement.doOnTerminate(watch::stop) : Mono.error(new Detached()));
  }

  /** Ends a call whose caller has cancelled before its next statement; no fault of anybody. */
  static final class Detached extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Detached() {
      super("the caller has cancelled", null, false, false);
    }
  }
}
