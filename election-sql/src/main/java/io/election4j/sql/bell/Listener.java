package io.election4j.sql.bell;

import io.election4j.sql.bell.BellSql.Answer;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Waits for the bell of one leader, again and again. */
final class Listener {

  /** After which it is proven anew that bells can be heard. */
  private static final Duration PROOF = Duration.ofMinutes(5);

  /** Before it is looked again whether a bell is held that was not. */
  private static final Duration ABSENT_FIRST = Duration.ofMillis(100);

  private static final Duration ABSENT_LONGEST = Duration.ofSeconds(2);

  /** Between two rings of a bell that rings without end. */
  private static final Duration ENDLESS = Duration.ofMillis(100);

  /** So many rings, none of which came after a quiet second, are one without end. */
  private static final int MANY = 20;

  private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();

  private final BellRun run;
  private final String lock;
  private Duration absent = ABSENT_FIRST;
  private int rings;
  private long provenNanos;
  private volatile boolean over;

  Listener(BellRun run, String lock) {
    this.run = run;
    this.lock = lock;
  }

  /** Ends this once it waits no more for what it waits for now. */
  void end() {
    over = true;
  }

  Mono<Void> on(ProvenConnection connection, Runnable well) {
    provenNanos = System.nanoTime();
    well.run();
    return Mono.defer(() -> wait(connection))
        .doOnSuccess(done -> well.run())
        .repeat(() -> !over)
        .then();
  }

  private Mono<Void> wait(ProvenConnection connection) {
    long now = System.nanoTime();
    if (now - provenNanos > PROOF.toNanos()) {
      provenNanos = now;
      return run.proveAgain(connection);
    }
    return connection
        .ask(BellSql::listen, lock)
        .flatMap(answer -> heard(answer, System.nanoTime() - now))
        .then();
  }

  /**
   * A bell that nobody held is one that its leader does not hold yet, or that died with it: that
   * was heard when it did.
   */
  private Mono<Long> heard(Answer answer, long waited) {
    if (!answer.yes()) {
      absent = ABSENT_FIRST;
      rings = 0;
      return Mono.empty();
    }
    if (answer.holder() == Answer.NOTHING) {
      Duration now = absent;
      Duration twice = now.multipliedBy(2);
      absent = twice.compareTo(ABSENT_LONGEST) > 0 ? ABSENT_LONGEST : twice;
      return over ? Mono.empty() : run.after(now);
    }
    absent = ABSENT_FIRST;
    rings = waited > QUIET_NANOS ? 1 : rings + 1;
    run.rung();
    return rings > MANY ? run.after(ENDLESS) : Mono.empty();
  }
}
