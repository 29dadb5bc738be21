package io.election4j.internal.engine;

import io.election4j.Candidate;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who goes first where many candidates wait for one vacancy: those of the highest priority, and
 * among equals an order that every process computes alike and that differs from election to
 * election (rendezvous hashing, after Thaler and Ravishankar).
 */
final class ClaimOrder {

  private static final int SLOTS_PER_LEASE = 100;
  private static final Duration LONGEST_SLOT = Duration.ofMillis(50);

  private final int priority;
  private final Duration slot;

  /**
   * Creates a ranking.
   *
   * @param priority our own
   * @param slot how long each candidate waits after the one before it
   */
  ClaimOrder(int priority, Duration slot) {
    this.priority = priority;
    this.slot = slot;
  }

  /** Returns the ranking of a process that stands as this candidate. */
  static ClaimOrder of(Candidate candidate, Duration lease) {
    Duration slot = lease.dividedBy(SLOTS_PER_LEASE);
    return new ClaimOrder(
        candidate.priority(), slot.compareTo(LONGEST_SLOT) > 0 ? LONGEST_SLOT : slot);
  }

  /**
   * Returns how long this candidate waits for those before it.
   *
   * @param left who led before and therefore is not waited for
   */
  Duration turn(
      ElectionRecord vacancy, @Nullable LeaseId left, @Nullable LeaseId own, List<Lease> others) {
    return slot.multipliedBy(before(vacancy, left, own, others));
  }

  /** Returns how many of the others, but for who left, are before this candidate. */
  long before(
      ElectionRecord vacancy, @Nullable LeaseId left, @Nullable LeaseId own, List<Lease> others) {
    long mine = own == null ? Long.MAX_VALUE : weight(vacancy, own);
    return others.stream()
        .filter(other -> !other.id().equals(left))
        .filter(other -> isBefore(other, vacancy, mine))
        .count();
  }

  private boolean isBefore(Lease other, ElectionRecord vacancy, long mine) {
    int theirs = other.candidate().priority();
    return theirs > priority || theirs == priority && weight(vacancy, other.id()) < mine;
  }

  private static long weight(ElectionRecord vacancy, LeaseId id) {
    return mixed(id.hashCode(), vacancy);
  }

  /** Returns a number that looks random, differs from election to election, but is always this. */
  static long mixed(long seed, ElectionRecord vacancy) {
    long mixed = 31L * vacancy.election().hashCode() + seed;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }

  /** Returns who is of the highest priority, if that is above ours. */
  @Nullable Lease preferred(List<Lease> others) {
    return others.stream()
        .filter(other -> other.candidate().priority() > priority)
        .max(Comparator.comparingInt((Lease other) -> other.candidate().priority()))
        .orElse(null);
  }
}
