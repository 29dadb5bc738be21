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
 *
 * <p>Candidates that know nothing of each other spread their claims instead. A process that never
 * lost a claim goes at once; each lost one widens the time over which it draws its moment, and each
 * one won narrows it, much as senders on a shared wire back off after a collision (after Metcalfe
 * and Boggs).
 */
final class ClaimOrder implements StateKey.Part {

  /** Nobody holds back from a vacancy for longer. */
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private static final Duration LONGEST_SLOT = Duration.ofMillis(50);
  private static final Duration SHORTEST_SPREAD = Duration.ofMillis(1);
  private static final int WIDENS = 8;
  private static final int NARROWS = 2;

  /** So many of a crowd may claim while a write takes. */
  private static final int AT_ONCE = 3;

  private final Candidate candidate;

  /** How long each candidate waits after the one before it. */
  private final Duration slot;

  private final Duration first;
  private final Duration longest;
  private Duration spread = Duration.ZERO;

  /** Creates that of a process that stands as this candidate, has this ttl and has lost nothing. */
  ClaimOrder(Candidate candidate, Duration lease) {
    this.candidate = candidate;
    slot = shorter(lease.dividedBy(100), LONGEST_SLOT);
    first = lease.dividedBy(1000);
    longest = shorter(lease.dividedBy(5), LONGEST);
  }

  // == Those who know of each other ==

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
    long mine = own == null ? Long.MAX_VALUE : mixed(own.hashCode(), vacancy);
    return others.stream()
        .filter(other -> !other.id().equals(left))
        .filter(other -> isBefore(other, vacancy, mine))
        .count();
  }

  private boolean isBefore(Lease other, ElectionRecord vacancy, long mine) {
    int theirs = other.candidate().priority();
    return theirs > candidate.priority()
        || theirs == candidate.priority() && mixed(other.id().hashCode(), vacancy) < mine;
  }

  /** Returns a number that looks random, differs from election to election, but is always this. */
  private static long mixed(long seed, ElectionRecord vacancy) {
    long mixed = 31L * vacancy.election().hashCode() + seed;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }

  /** Returns who is of the highest priority, if that is above ours. */
  @Nullable Lease preferred(List<Lease> others) {
    return others.stream()
        .filter(other -> other.candidate().priority() > candidate.priority())
        .max(Comparator.comparingInt((Lease other) -> other.candidate().priority()))
        .orElse(null);
  }

  // == Those who do not ==

  /** Some of what we claimed went to somebody else. */
  void lost() {
    spread = shorter(spread.isZero() ? first : spread.multipliedBy(WIDENS), longest);
  }

  /** We got all that we claimed. */
  void won() {
    spread = spread.compareTo(SHORTEST_SPREAD) < 0 ? Duration.ZERO : spread.dividedBy(NARROWS);
  }

  /**
   * So many others were seen to want the same.
   *
   * @param all whether these are all that there are
   * @param write how long a write takes
   */
  void saw(int others, boolean all, Duration write) {
    Duration wide = shorter(write.multipliedBy(others).dividedBy(AT_ONCE), longest);
    spread = all || wide.compareTo(spread) > 0 ? wide : spread;
  }

  /** Returns the time over which those draw who have just lost for the first time. */
  Duration first() {
    return first;
  }

  /** Returns the longest that anybody holds back. */
  Duration longest() {
    return longest;
  }

  /** Returns how long to wait with a claim of this vacancy. */
  Duration drawn(ElectionRecord vacancy) {
    long drawn = mixed(31 * vacancy.revision() + candidate.name().hashCode(), vacancy);
    double share = (drawn >>> 11) * 0x1p-53;
    return Duration.ofNanos((long) (share * spread.toNanos()));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  @Override
  public void addTo(StateKey key) {
    key.add(spread);
  }
}
