package io.election4j.internal.engine;

import java.time.Duration;
import java.util.List;

/** How long work that is to stop may take before somebody has to be told. */
final class StopDeadlines {

  /** What the work of an election is given time for. */
  enum Stage {
    /** It need not stop. */
    NONE,
    /** To stop while the record still names us, so that nobody else can lead. */
    HELD,
    /** To stop although somebody else may lead. */
    LOST
  }

  private final ElectionTimers timers;
  private final Duration drain;
  private final Duration grace;

  /**
   * Creates no stops.
   *
   * @param drain how long work may take that is asked to stop in peace
   * @param grace how long work may take whose term is over
   */
  StopDeadlines(StepBuilder step, Duration drain, Duration grace) {
    timers = new ElectionTimers(step);
    this.drain = drain;
    this.grace = grace;
  }

  /** Looks at an election of which anything may have changed. */
  void watch(ElectionState state, boolean held, ClockReading now) {
    Stage stage = stage(state, held);
    if (stage == Stage.NONE) {
      timers.forget(state);
    } else if (stage.compareTo(state.stage) > 0) {
      boolean peaceful = state.stopping();
      timers.until(state, now.plus(peaceful ? drain : grace));
    }
    if (stage == Stage.NONE || stage.compareTo(state.stage) > 0) {
      state.stage = stage;
    }
  }

  private static Stage stage(ElectionState state, boolean held) {
    boolean stopping = state.following() || state.stopping();
    if (!state.working() || !stopping) {
      return Stage.NONE;
    }
    return held ? Stage.HELD : Stage.LOST;
  }

  /** Returns the elections whose work has just used up its time. */
  List<ElectionState> overdue(ClockReading now) {
    return timers.ended(now);
  }
}
