package io.election4j.sql.bell;

import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * What goes on on a connection until it is over; whenever that fails, it begins again on another
 * one, later each time, unless it went well for a while.
 */
final class Supervised {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final BellRun run;
  private final Work work;
  private Duration pause = FIRST_PAUSE;
  private boolean begun;
  private long begunNanos;

  Supervised(BellRun run, Work work) {
    this.run = run;
    this.work = work;
  }

  /** What goes on. */
  interface Work {

    /**
     * Completes when it is over, and the connection can be used for something else.
     *
     * @param well is run whenever all is well
     */
    Mono<Void> on(ProvenConnection connection, Runnable well);
  }

  /** Starts; nothing waits for that. */
  void start(Runnable over) {
    Mono.defer(this::attempt)
        .retryWhen(Retry.from(failures -> failures.concatMap(again -> pause(again.failure()))))
        .subscribeOn(run.scheduler())
        .doFinally(end -> over.run())
        .subscribe(done -> {}, ended -> run.end());
  }

  private Mono<Void> attempt() {
    begun = false;
    return run.take().flatMap(this::on);
  }

  private Mono<Void> on(ProvenConnection connection) {
    begun = true;
    begunNanos = System.nanoTime();
    return work.on(connection, () -> run.well(this))
        .doOnSuccess(done -> run.giveBack(connection))
        .doOnError(failed -> run.drop(connection.connection()));
  }

  private Mono<Long> pause(Throwable failure) {
    if (run.over()) {
      return Mono.error(failure);
    }
    if (failure instanceof NoDoorbell none) {
      run.none(none);
      return Mono.error(failure);
    }
    run.broken(this, failure);
    if (begun && System.nanoTime() - begunNanos > LONGEST_PAUSE.toNanos()) {
      pause = FIRST_PAUSE;
    }
    Duration now = pause;
    Duration twice = now.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    return Mono.delay(now, run.scheduler());
  }
}
