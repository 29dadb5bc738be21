package io.election4j;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * On what terms a process stands in an election. {@link #plain()}: it stands at once, and followers
 * are told where it is as soon as it leads.
 *
 * <p>Immutable.
 */
public final class Candidacy {

  private static final Candidacy PLAIN = new Candidacy(null, false);

  private final @Nullable Publisher<Boolean> fitness;
  private final boolean confirms;

  private Candidacy(@Nullable Publisher<Boolean> fitness, boolean confirms) {
    this.fitness = fitness;
    this.confirms = confirms;
  }

  /** Returns a candidacy without conditions. */
  public static Candidacy plain() {
    return PLAIN;
  }

  /**
   * Returns a candidacy that stands only while it is fit: not before the first {@code true}; with
   * {@code false} it steps down if it leads, and stands again with the next {@code true}.
   *
   * <p>A publisher that fails says {@code false} with that, for good, since nothing watches over
   * the fitness any more. One that completes leaves its last word in force, so that a Mono may say
   * when warming up is over; without a word that is {@code false}.
   *
   * @param fitness subscribed to once for every election joined, on the callback scheduler;
   *     cancelled when the election has been left
   */
  public Candidacy gatedBy(Publisher<Boolean> fitness) {
    return new Candidacy(requireNonNull(fitness, "fitness"), confirms);
  }

  /**
   * Returns a candidacy whose leader says itself when it is ready, by {@link Leadership#ready}.
   * Until then followers are told its name, and that it is not ready, but not where it is.
   */
  public Candidacy confirmed() {
    return new Candidacy(fitness, true);
  }

  /** Returns what says whether it is fit; empty if it always is. */
  public Optional<Publisher<Boolean>> fitness() {
    return Optional.ofNullable(fitness);
  }

  /** Returns whether the leader says itself when it is ready. */
  public boolean confirms() {
    return confirms;
  }

  @Override
  public String toString() {
    return "Candidacy[gated=" + (fitness != null) + ", confirmed=" + confirms + "]";
  }
}
