package io.election4j.internal;

import io.election4j.ElectionEvent.WorkOverdue;
import io.election4j.internal.engine.EngineEvent;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * Says loudly that the work of an election, which was asked to stop when this was made, does not
 * stop, for as long as it does not. Everything happens on the engine's thread.
 */
final class OverdueWork {

  private static final Duration AGAIN = Duration.ofSeconds(30);

  private final EngineLoop loop;
  private final Clocks clocks;
  private final Consumer<WorkOverdue> tell;
  private final long askedNanos;
  private EngineEvent.@Nullable Overdue told;
  private @Nullable Disposable again;

  OverdueWork(EngineLoop loop, Clocks clocks, Consumer<WorkOverdue> tell) {
    this.loop = loop;
    this.clocks = clocks;
    this.tell = tell;
    this.askedNanos = clocks.nanos();
  }

  /** All of it has stopped. */
  void stopped() {
    EngineEvent.Overdue overdue = told;
    if (overdue != null) {
      loop.log().say(LogLine.STOPPED, overdue.election(), overdue.term(), Bounds.text(since()));
    }
    silence();
  }

  void overdue(EngineEvent.Overdue overdue) {
    if (told == null || told.held() != overdue.held()) {
      silence();
      told = overdue;
      tell.accept(new WorkOverdue(overdue.election(), overdue.term(), since(), overdue.held()));
      sayAgain(overdue);
    }
  }

  private void sayAgain(EngineEvent.Overdue overdue) {
    loop.log()
        .say(
            LogLine.OVERDUE,
            overdue.election(),
            overdue.term(),
            Bounds.text(since()),
            overdue.held()
                ? "nobody else can lead until it has stopped"
                : "another process may lead, and only the term protects what this work writes to");
    again = loop.after(AGAIN, () -> sayAgain(overdue));
  }

  private void silence() {
    told = null;
    if (again != null) {
      again.dispose();
      again = null;
    }
  }

  private Duration since() {
    return Duration.ofMillis((clocks.nanos() - askedNanos) / 1_000_000);
  }
}
