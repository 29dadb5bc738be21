package io.election4j.spi;

import static java.util.Objects.requireNonNull;

import io.election4j.Candidate;

/** A change of a record by the one who holds it. */
public sealed interface Amendment {

  /**
   * Returns the record as its holder knows it: the change applies only at exactly this term, holder
   * and revision.
   */
  ElectionRecord held();

  /**
   * Leaves the office: no holder, ttl and leader. The term and the value stay.
   *
   * @param held as in {@link Amendment#held()}
   */
  record Vacate(ElectionRecord held) implements Amendment {
    public Vacate {
      requireHolder(held);
    }
  }

  /**
   * Replaces what followers are told of the leader.
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
  }

  private static void requireHolder(ElectionRecord held) {
    if (held.vacant()) {
      throw new IllegalArgumentException(
          "held: election '" + held.election() + "' is vacant, nobody can amend it");
    }
  }
}
