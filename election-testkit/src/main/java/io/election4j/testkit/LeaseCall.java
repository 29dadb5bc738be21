package io.election4j.testkit;

import io.election4j.spi.Lease;
import io.election4j.testkit.history.SequentialModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call on one lease, with its answer: {@code null} if it is unknown. */
sealed interface LeaseCall extends StoreCall<LeaseState, LeaseCall> {

  /** What a lease does when calls come one after the other. */
  SequentialModel<LeaseState, LeaseCall> MODEL = StoreCall.model(LeaseState.ABSENT);

  private static List<LeaseState> if_(boolean possible, LeaseState after) {
    return possible ? List.of(after) : List.of();
  }

  /** Returns whether this, unless it was refused, ends the lease: it may be ending just now. */
  default boolean ends(boolean answered) {
    return false;
  }

  /** Returns whether this, unless it was refused, is a change that a fence has to give way to. */
  default boolean changes(boolean answered) {
    return ends(answered);
  }

  /** {@link io.election4j.spi.LeaseStore#open}. */
  record Open(@Nullable Boolean live) implements LeaseCall {

    @Override
    public Rule rule(LeaseState state) {
      return Rule.L2;
    }

    @Override
    public List<LeaseState> next(LeaseState state, boolean answered) {
      LeaseState after = state.present() ? state : LeaseState.live(1);
      return if_(!answered || Boolean.valueOf(after.live()).equals(live), after);
    }

    @Override
    public boolean changes(boolean answered) {
      return !(answered && Boolean.FALSE.equals(live));
    }

    @Override
    public boolean refusedBecauseOf(LeaseCall other, boolean answered) {
      return Boolean.FALSE.equals(live) && other.ends(answered);
    }
  }

  /** {@link io.election4j.spi.LeaseStore#renew}. */
  record Renew(@Nullable Boolean applied) implements LeaseCall {

    @Override
    public Rule rule(LeaseState state) {
      return Rule.L3;
    }

    @Override
    public List<LeaseState> next(LeaseState state, boolean answered) {
      LeaseState after = state.live() ? LeaseState.live(state.version() + 1) : state;
      return if_(!answered || Boolean.valueOf(state.live()).equals(applied), after);
    }

    @Override
    public boolean changes(boolean answered) {
      return !(answered && changesNothing());
    }

    @Override
    public boolean refusedBecauseOf(LeaseCall other, boolean answered) {
      return changesNothing() && other.ends(answered);
    }

    @Override
    public boolean changesNothing() {
      return Boolean.FALSE.equals(applied);
    }
  }

  /** {@link io.election4j.spi.LeaseStore#end}. */
  record End() implements LeaseCall {

    @Override
    public Rule rule(LeaseState state) {
      return Rule.L4;
    }

    @Override
    public List<LeaseState> next(LeaseState state, boolean answered) {
      return List.of(state.present() ? LeaseState.ENDED : state);
    }

    @Override
    public boolean ends(boolean answered) {
      return true;
    }
  }

  /** {@link io.election4j.spi.LeaseStore#fence}. */
  record Fence(long version, @Nullable Boolean applied) implements LeaseCall {

    @Override
    public Rule rule(LeaseState state) {
      return Rule.L5;
    }

    @Override
    public List<LeaseState> next(LeaseState state, boolean answered) {
      boolean applies =
          version == 0 ? !state.present() : state.live() && state.version() == version;
      return if_(
          !answered || Boolean.valueOf(applies).equals(applied),
          applies ? LeaseState.ENDED : state);
    }

    @Override
    public boolean ends(boolean answered) {
      return !(answered && changesNothing());
    }

    @Override
    public boolean refusedBecauseOf(LeaseCall other, boolean answered) {
      return changesNothing() && other.changes(answered);
    }

    @Override
    public boolean changesNothing() {
      return Boolean.FALSE.equals(applied);
    }
  }

  /** {@link io.election4j.spi.LeaseStore#observe} of this lease. */
  record Read(LeaseState seen) implements LeaseCall {

    static Read of(@Nullable Lease lease) {
      return new Read(LeaseState.of(lease));
    }

    @Override
    public Rule rule(LeaseState state) {
      return Rule.L12;
    }

    @Override
    public List<LeaseState> next(LeaseState state, boolean answered) {
      return if_(!answered || state.equals(seen), state);
    }

    @Override
    public boolean changesNothing() {
      return true;
    }
  }
}
