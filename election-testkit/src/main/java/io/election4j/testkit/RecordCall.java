package io.election4j.testkit;

import static java.util.Objects.requireNonNull;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.testkit.history.SequentialModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call on one election record, with its answer. */
sealed interface RecordCall extends StoreCall<RecordState, RecordCall> {

  /** What a record does when calls come one after the other. */
  SequentialModel<RecordState, RecordCall> MODEL = StoreCall.model(RecordState.ABSENT);

  /** Returns whether this was refused; any other write may have locked the record meanwhile. */
  default boolean refused() {
    return false;
  }

  @Override
  default boolean refusedBecauseOf(RecordCall other, boolean answered) {
    return refused() && !(other instanceof Read);
  }

  /** {@link io.election4j.spi.LeaseStore#create}. */
  record Create(String election) implements RecordCall {

    @Override
    public Rule rule(RecordState state) {
      return Rule.L6;
    }

    @Override
    public List<RecordState> next(RecordState state, boolean answered) {
      return List.of(
          state.stored() == null ? RecordState.of(ElectionRecord.created(election)) : state);
    }

    @Override
    public String toString() {
      return "create";
    }
  }

  /**
   * {@link io.election4j.spi.LeaseStore#claim} of this record.
   *
   * @param won {@code null} if it was refused, or if the answer is unknown
   */
  record Claim(Lease me, ElectionRecord seen, @Nullable ElectionRecord won, boolean refused)
      implements RecordCall {

    @Override
    public Rule rule(RecordState state) {
      if (won != null && won.revision() == seen.revision() + 1 && won.request() != null) {
        return Rule.L27;
      }
      boolean falling = won != null && won.term() <= seen.term();
      ElectionRecord stored = state.stored();
      if (falling || refused && !own() && stored != null && stored.term() != seen.term()) {
        return Rule.L9;
      }
      return seen.vacant() ? Rule.L7 : Rule.L8;
    }

    @Override
    public List<RecordState> next(RecordState state, boolean answered) {
      List<RecordState> next = new ArrayList<>();
      if (!answered || refused) {
        next.addAll(refusing(state));
      }
      if (!answered || won != null) {
        granting(state).forEach(before -> next.addAll(taken(before, answered)));
      }
      return next;
    }

    private boolean own() {
      return seen.heldBy(me.id());
    }

    private boolean ofHolderSeen(RecordState state) {
      return state.stored() != null && Objects.equals(state.stored().holder(), seen.holder());
    }

    private List<RecordState> refusing(RecordState state) {
      if (!ofHolderSeen(state)) {
        return List.of(state);
      }
      return own() ? state.unlessAt(seen.term()) : List.of();
    }

    private List<RecordState> granting(RecordState state) {
      if (!ofHolderSeen(state)) {
        return List.of();
      }
      return own() ? state.ifAt(seen.term()) : List.of(state);
    }

    private List<RecordState> taken(RecordState before, boolean answered) {
      ElectionRecord stored = requireNonNull(before.stored());
      long above = Math.max(stored.term(), seen.term());
      if (!answered) {
        return List.of(new RecordState(Samples.taken(stored, above + 1, me), false));
      }
      ElectionRecord answer = requireNonNull(won);
      ElectionRecord after = Samples.taken(stored, answer.term(), me);
      // As stored: if the claimant itself has changed it since, the store may tell of that.
      boolean right =
          answer.term() > above
              && answer.heldBy(me.id())
              && (answer.equals(after) || answer.revision() > after.revision());
      return right ? List.of(RecordState.of(after)) : List.of();
    }

    @Override
    public boolean changesNothing() {
      return refused;
    }

    @Override
    public String toString() {
      return "claim by "
          + ShortText.of(me.id())
          + " of "
          + ShortText.of(seen)
          + Answer.of(won, refused);
    }
  }

  /**
   * {@link io.election4j.spi.LeaseStore#amend} of this record.
   *
   * @param changed {@code null} if it was refused, or if the answer is unknown
   */
  record Amend(Amendment amendment, @Nullable ElectionRecord changed, boolean refused)
      implements RecordCall {

    @Override
    public Rule rule(RecordState state) {
      boolean right =
          changed == null
              || Objects.equals(changed.request(), Samples.amended(held(), amendment).request());
      return right && !(amendment instanceof Amendment.Ask) ? Rule.L11 : Rule.L27;
    }

    @Override
    public List<RecordState> next(RecordState state, boolean answered) {
      List<RecordState> next = new ArrayList<>();
      if (!answered || refused) {
        next.addAll(atRevision(state) ? state.unlessAt(held().term()) : List.of(state));
      }
      if ((!answered || changed != null) && atRevision(state)) {
        state.ifAt(held().term()).stream()
            .map(before -> Samples.amended(requireNonNull(before.stored()), amendment))
            .filter(after -> !answered || after.equals(changed))
            .map(RecordState::of)
            .forEach(next::add);
      }
      return next;
    }

    private ElectionRecord held() {
      return amendment.held();
    }

    private boolean atRevision(RecordState state) {
      ElectionRecord stored = state.stored();
      LeaseId holder = requireNonNull(held().holder());
      return stored != null && stored.heldBy(holder) && stored.revision() == held().revision();
    }

    @Override
    public boolean changesNothing() {
      return refused;
    }

    @Override
    public String toString() {
      return kind() + ShortText.of(held()) + Answer.of(changed, refused);
    }

    private String kind() {
      if (amendment instanceof Amendment.Ask ask) {
        return ShortText.of(ask.request()) + ": ";
      }
      return amendment instanceof Amendment.Vacate ? "vacate " : "publish on ";
    }
  }

  /** {@link io.election4j.spi.LeaseStore#observe} of this record. */
  record Read(@Nullable ElectionRecord seen) implements RecordCall {

    @Override
    public Rule rule(RecordState state) {
      return Rule.L12;
    }

    @Override
    public List<RecordState> next(RecordState state, boolean answered) {
      if (!answered || state.stored() == null || seen == null) {
        return !answered || state.stored() == seen ? List.of(state) : List.of();
      }
      return state.ifAt(seen.term()).stream().filter(exact -> seen.equals(exact.stored())).toList();
    }

    @Override
    public boolean changesNothing() {
      return true;
    }

    @Override
    public String toString() {
      return "read -> " + ShortText.of(seen);
    }
  }

  /** What a write answered, for a person. */
  final class Answer {

    private Answer() {}

    static String of(@Nullable ElectionRecord changed, boolean refused) {
      if (changed != null) {
        return " -> " + ShortText.of(changed);
      }
      return refused ? " -> refused" : " -> no answer";
    }
  }
}
