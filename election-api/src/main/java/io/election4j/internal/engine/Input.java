package io.election4j.internal.engine;

import io.election4j.Candidate;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to the engine. */
public sealed interface Input {

  /** Time has passed. */
  record Tick() implements Input {}

  /**
   * Somebody takes part in an election, as a candidate or as an observer.
   *
   * @param confirms whether followers are told where to find the leader only once it says that it
   *     is ready
   */
  record Join(String election, boolean candidate, boolean confirms) implements Input {
    public Join(String election, boolean candidate) {
      this(election, candidate, false);
    }
  }

  /** Who may keep a candidate from standing. */
  enum Gate {
    /** The candidate itself is not fit; closing this gate takes it off the participants' list. */
    FITNESS,
    /** It has its share of a group's elections. */
    SHARE
  }

  /**
   * A candidate may stand, or not, whatever else speaks against it; one that leads steps down. Both
   * gates are open at first. Without effect in an election that nobody joined.
   */
  record Admit(String election, Gate gate, boolean open) implements Input {}

  /**
   * This process steps down from an election it leads; otherwise without effect.
   *
   * @param coolDown how long it does not stand again after its work has stopped
   * @param successor the name of the candidate the vacancy is reserved for; {@code null} for anyone
   */
  record StepDown(String election, Duration coolDown, @Nullable String successor)
      implements Input {}

  /** This process leads no election any more and stands in none, or stands again. */
  record Drain(boolean draining) implements Input {}

  /**
   * What followers are to be told of the leader of this term; without effect if that is not this
   * process. {@link EngineEvent.Published} or {@link EngineEvent.Revoked} follows.
   */
  record Publish(String election, long term, Candidate leader, String value) implements Input {}

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

  /** The store says that something may have changed, and not what. */
  record Rung() implements Input {}

  /** The store began ({@code flowing}) or ceased to push. */
  record Push(boolean flowing) implements Input {}

  /** The answer to one action. */
  sealed interface Reply extends Input {

    /** Returns the action's number. */
    long number();

    /** Returns why the outcome is unknown; {@code null} if it is known. */
    @Nullable Throwable failure();

    /** Returns whether the store can never keep a text of this action, and has applied nothing. */
    default boolean unstorable() {
      return unstorable(failure());
    }

    /** Returns whether this says that the store can never keep a text that it was given. */
    static boolean unstorable(@Nullable Throwable failure) {
      return failure instanceof StoreException told
          && told.kind() == StoreException.Kind.UNSTORABLE;
    }

    /** Returns the answer to an action of which nothing is known but why. */
    static Reply unknown(StoreRequest action, Throwable failure) {
      if (action instanceof StoreRequest.Claim
          || action instanceof StoreRequest.Vacate
          || action instanceof StoreRequest.Publish) {
        return new Written(action.number(), List.of(), failure);
      } else if (action instanceof StoreRequest.ListLeases) {
        return new Listed(action.number(), List.of(), failure);
      }
      return action instanceof StoreRequest.Observe
          ? new Observed(action.number(), null, failure)
          : new Answered(action.number(), false, failure);
    }
  }

  /** The answer to an action with a yes or a no: {@code applied} counts only without a failure. */
  record Answered(long number, boolean applied, @Nullable Throwable failure) implements Reply {}

  /**
   * The answer to a claim, a vacation or a publication: what was applied; with a failure, the
   * others are unknown.
   */
  record Written(long number, List<ElectionRecord> applied, @Nullable Throwable failure)
      implements Reply {}

  /** The answer to a read. */
  record Observed(long number, @Nullable Observation observation, @Nullable Throwable failure)
      implements Reply {}

  /** The answer to a listing of all leases. */
  record Listed(long number, List<Lease> leases, @Nullable Throwable failure) implements Reply {}
}
