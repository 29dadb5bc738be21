package io.election4j.sql.bell;

import io.election4j.sql.SqlRefusal;
import io.election4j.sql.bell.BellSql.Answer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
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

  /**
   * How long one statement waits: not for long while something happens, after which it may be
   * another bell that counts; and for long when nothing does, so that idle followers cost little.
   */
  private static final int SHORT_SECONDS = 2;

  private static final int LONG_SECONDS = 20;

  /** So many short waits in vain, and nothing happens. */
  private static final int QUIET_WAITS = 3;

  private final BellRun run;
  private final String lock;
  private Duration absent = ABSENT_FIRST;
  private int rings;
  private long provenNanos;
  private volatile boolean over;

  private int quiet;

  /** What waits for the bell, and for long; {@code null} while nothing does. */
  private volatile @Nullable ProvenConnection waiting;

  Listener(BellRun run, String lock) {
    this.run = run;
    this.lock = lock;
  }

  /** Ends this; its connection can be used for something else then. */
  void end() {
    over = true;
    ProvenConnection now = waiting;
    if (now != null) {
      run.interrupt(now);
    }
  }

  Mono<Void> on(ProvenConnection connection, Runnable well) {
    provenNanos = System.nanoTime();
    well.run();
    return Mono.defer(() -> over ? Mono.<Void>empty() : wait(connection))
        .doOnSuccess(done -> well.run())
        .repeat(() -> !over)
        .onErrorResume(failed -> over, failed -> interrupted(connection, failed))
        .then();
  }

  /** What the server refuses leaves a connection sound, whatever else goes wrong does not. */
  private Mono<Void> interrupted(ProvenConnection connection, Throwable failed) {
    if (!(failed instanceof SqlRefusal)) {
      run.drop(connection.connection());
    }
    return Mono.empty();
  }

  private Mono<Void> wait(ProvenConnection connection) {
    long now = System.nanoTime();
    if (now - provenNanos > PROOF.toNanos()) {
      provenNanos = now;
      return run.proveAgain(connection);
    }
    int seconds = quiet < QUIET_WAITS ? SHORT_SECONDS : LONG_SECONDS;
    return connection
        .ask((session, name) -> BellSql.listen(session, name, seconds), lock)
        .doFirst(() -> waiting = seconds == LONG_SECONDS ? connection : null)
        .doFinally(done -> waiting = null)
        .flatMap(answer -> heard(answer, System.nanoTime() - now))
        .then();
  }

  /**
   * A bell that nobody held is one that its leader does not hold yet, or that died with it: that
   * was heard when it did.
   */
  private Mono<Long> heard(Answer answer, long waited) {
    if (!answer.yes()) {
      quiet++;
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
    quiet = 0;
    absent = ABSENT_FIRST;
    rings = waited > QUIET_NANOS ? 1 : rings + 1;
    run.rung();
    return rings > MANY ? run.after(ENDLESS) : Mono.empty();
  }
}
