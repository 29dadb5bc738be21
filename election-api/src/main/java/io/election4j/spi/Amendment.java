package io.election4j.spi;

import static java.util.Objects.requireNonNull;

import io.election4j.Candidate;
import io.election4j.Request;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A change of a held record: by its holder, or, as {@link Ask}, by anyone. */
public sealed interface Amendment {

  /**
   * Returns the record as the caller knows it: the change applies only at exactly this term, holder
   * and revision.
   */
  ElectionRecord held();

  /**
   * Returns what this makes of a record that it applies to. As that is known exactly, {@code
   * applied(held())} is the new row: to amend is one compare-and-set, with nothing to read after
   * it.
   */
  ElectionRecord applied(ElectionRecord before);

  /**
   * Returns what the one of these functions returns that is for this kind of amendment. Whoever
   * handles amendments so does not compile until a kind that is new is handled, too, as with a
   * switch in later versions of Java.
   */
  <T extends @Nullable Object> T match(
      Function<? super Vacate, ? extends T> vacate,
      Function<? super Publish, ? extends T> publish,
      Function<? super Ask, ? extends T> ask);

  /**
   * Vacates the record: no holder, ttl and leader. The term and the value stay.
   *
   * @param held as in {@link Amendment#held()}
   * @param request what the record's request is to be: for whom the vacancy is reserved, or {@code
   *     null}
   */
  record Vacate(ElectionRecord held, @Nullable Request request) implements Amendment {
    public Vacate {
      requireHolder(held);
    }

    @Override
    public ElectionRecord applied(ElectionRecord before) {
      return before.vacated(request);
    }

    @Override
    public <T extends @Nullable Object> T match(
        Function<? super Vacate, ? extends T> vacate,
        Function<? super Publish, ? extends T> publish,
        Function<? super Ask, ? extends T> ask) {
      return vacate.apply(this);
    }

    /** Leaves the vacancy to anyone. */
    public Vacate(ElectionRecord held) {
      this(held, null);
    }
  }

  /**
   * Replaces what followers are told of the leader. A request stays.
   *
   * @param held as in {@link Amendment#held()}
   * @param leader the candidate to publish
   * @param value the value to proclaim, at most 4 KiB in UTF-8
   */
  record Publish(ElectionRecord held, Candidate leader, String value) implements Amendment {
    public Publish {
      requireHolder(held);
      requireNonNull(leader, "leader");
      requireNonNull(value, "value");
    }

    @Override
    public ElectionRecord applied(ElectionRecord before) {
      return before.published(leader, value);
    }

    @Override
    public <T extends @Nullable Object> T match(
        Function<? super Vacate, ? extends T> vacate,
        Function<? super Publish, ? extends T> publish,
        Function<? super Ask, ? extends T> ask) {
      return publish.apply(this);
    }
  }

  /**
   * Asks something of the leader, replacing an earlier request. Nothing else changes.
   *
   * @param held as in {@link Amendment#held()}; whoever asks need not hold it
   * @param request what is asked
   */
  record Ask(ElectionRecord held, Request request) implements Amendment {
    public Ask {
      requireHolder(held);
      requireNonNull(request, "request");
    }

    @Override
    public ElectionRecord applied(ElectionRecord before) {
      return before.asked(request);
    }

    @Override
    public <T extends @Nullable Object> T match(
        Function<? super Vacate, ? extends T> vacate,
        Function<? super Publish, ? extends T> publish,
        Function<? super Ask, ? extends T> ask) {
      return ask.apply(this);
    }
  }

  private static void requireHolder(ElectionRecord held) {
    if (held.vacant()) {
      throw new IllegalArgumentException(
          "held: election '" + held.election() + "' is vacant, nobody can amend it");
    }
  }
}
