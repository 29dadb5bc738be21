package io.election4j.engine;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Observation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to the engine. */
public sealed interface Input {

  /** Time has passed. */
  record Tick() implements Input {}

  /** Somebody takes part in an election, as a candidate or as an observer. */
  record Join(String election, boolean candidate) implements Input {}

  /** Somebody leaves an election. */
  record Leave(String election) implements Input {}

  /**
   * All work done under a term has stopped. Reported once for every term elected, after it was
   * asked to stop.
   */
  record WorkStopped(String election, long term) implements Input {}

  /**
   * Somebody was told that a term is not valid any more; that holds, whatever the clocks say later.
   */
  record Lapsed(String election, long term) implements Input {}

  /** This process leaves everything. */
  record Close() implements Input {}

  /** The store pushed a record. */
  record Hint(ElectionRecord record) implements Input {}

  /** The store began ({@code flowing}) or ceased to push. */
  record Push(boolean flowing) implements Input {}

  /** The answer to one action. */
  sealed interface Reply extends Input {

    /** Returns the action's number. */
    long number();

    /** Returns why the outcome is unknown; {@code null} if it is known. */
    @Nullable Throwable failure();
  }

  /** The answer to an action with a yes or a no: {@code applied} counts only without a failure. */
  record Answered(long number, boolean applied, @Nullable Throwable failure) implements Reply {}

  /**
   * The answer to a claim or a vacation: what was applied; with a failure, the others are unknown.
   */
  record Written(long number, List<ElectionRecord> applied, @Nullable Throwable failure)
      implements Reply {}

  /** The answer to a read. */
  record Observed(long number, @Nullable Observation observation, @Nullable Throwable failure)
      implements Reply {}
}
