package io.election4j.internal.engine;

import io.election4j.ElectionEvent.Reason;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where this process stands in one election. Each input has one method, each state answers all of
 * them, and every answer is the next state.
 */
sealed interface Office {

  /** Not in office and not on the way to it: the same for all elections. */
  Office FOLLOWING = new Following();

  /** The record was read, or written by us, and is the newest known. */
  default Office recordIs(ElectionRecord record, Consumer<EngineEvent> say) {
    return this;
  }

  /** The same, and what it says has not followed what was known before. */
  default Office forgotten(ElectionRecord record, Reason reason, Consumer<EngineEvent> say) {
    return this;
  }

  /** Our lease is no longer trusted. */
  default Office leaseLost(LeaseId lost, Reason reason, Consumer<EngineEvent> say) {
    return this;
  }

  /** Somebody was told that a term is not valid any more. */
  default Office lapsed(long term, Consumer<EngineEvent> say) {
    return this;
  }

  /** Somebody wants this office to be left. */
  default Office leave(Reason reason, Consumer<EngineEvent> say) {
    return this;
  }

  /** The work has used up the time it had to stop. */
  default Office overdue(Consumer<EngineEvent> say) {
    return this;
  }

  /** All work of a term has stopped. */
  default Office workStopped(long term, Consumer<EngineEvent> say) {
    return this;
  }

  /** Not in office and not on the way to it. */
  record Following() implements Office {}

  /** A claim is outstanding; only the answer to this very attempt counts. */
  record Claiming(long attempt, LeaseId lease) implements Office {}

  /** In office. */
  record Leading(Tenure tenure) implements Office {

    @Override
    public Office recordIs(ElectionRecord record, Consumer<EngineEvent> say) {
      return tenure.namedBy(record) ? this : tenure.superseded(record, say);
    }

    @Override
    public Office forgotten(ElectionRecord record, Reason reason, Consumer<EngineEvent> say) {
      return tenure.namedBy(record) ? this : tenure.revoke(reason, say);
    }

    @Override
    public Office leaseLost(LeaseId lost, Reason reason, Consumer<EngineEvent> say) {
      return tenure.under(lost) ? tenure.revoke(reason, say) : this;
    }

    @Override
    public Office lapsed(long term, Consumer<EngineEvent> say) {
      // The engine would have noticed before, had it not been the wall clock that was set.
      return term == tenure.term() ? tenure.revoke(Reason.CLOCK_JUMPED, say) : this;
    }

    @Override
    public Office leave(Reason reason, Consumer<EngineEvent> say) {
      say.accept(new EngineEvent.Stopping(tenure.election(), tenure.term()));
      return new Draining(tenure, reason);
    }
  }

  /** In office, and leaving it as soon as the work has stopped. */
  record Draining(Tenure tenure, Reason why) implements Office {

    @Override
    public Office recordIs(ElectionRecord record, Consumer<EngineEvent> say) {
      return tenure.namedBy(record) ? this : tenure.superseded(record, say);
    }

    @Override
    public Office forgotten(ElectionRecord record, Reason reason, Consumer<EngineEvent> say) {
      return tenure.namedBy(record) ? this : tenure.revoke(reason, say);
    }

    @Override
    public Office leaseLost(LeaseId lost, Reason reason, Consumer<EngineEvent> say) {
      return tenure.under(lost) ? tenure.revoke(reason, say) : this;
    }

    @Override
    public Office lapsed(long term, Consumer<EngineEvent> say) {
      // The engine would have noticed before, had it not been the wall clock that was set.
      return term == tenure.term() ? tenure.revoke(Reason.CLOCK_JUMPED, say) : this;
    }

    @Override
    public Office overdue(Consumer<EngineEvent> say) {
      return tenure.revoke(why, say);
    }

    @Override
    public Office workStopped(long term, Consumer<EngineEvent> say) {
      if (term != tenure.term()) {
        return this;
      }
      say.accept(new EngineEvent.Ceased(tenure.election(), term));
      return new Vacating(tenure, why, 0);
    }
  }

  /**
   * No longer acting, until the record is certain to name us no more.
   *
   * @param why to tell; {@code null} if nobody was told of this tenure
   * @param attempt the vacation outstanding; 0 if none is
   */
  record Vacating(Tenure tenure, @Nullable Reason why, long attempt) implements Office {

    @Override
    public Office recordIs(ElectionRecord record, Consumer<EngineEvent> say) {
      return tenure.namedBy(record) ? this : over(why, say);
    }

    @Override
    public Office leaseLost(LeaseId lost, Reason reason, Consumer<EngineEvent> say) {
      return tenure.under(lost) ? over(why, say) : this;
    }

    private Office over(@Nullable Reason reason, Consumer<EngineEvent> say) {
      return reason == null ? FOLLOWING : tenure.revoke(reason, say);
    }
  }

  /** One term of one lease in one election. */
  record Tenure(String election, long term, LeaseId lease) {

    boolean namedBy(ElectionRecord record) {
      return record.term() == term && record.heldBy(lease);
    }

    boolean under(LeaseId other) {
      return lease.equals(other);
    }

    Office superseded(ElectionRecord by, Consumer<EngineEvent> say) {
      return revoke(Reason.SUPERSEDED, by.term() > term ? by.term() : 0, say);
    }

    Office revoke(Reason reason, Consumer<EngineEvent> say) {
      return revoke(reason, 0, say);
    }

    private Office revoke(Reason reason, long newerTerm, Consumer<EngineEvent> say) {
      say.accept(new EngineEvent.Revoked(election, term, reason, newerTerm));
      return FOLLOWING;
    }
  }
}
