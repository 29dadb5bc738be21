package io.election4j.engine;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The other processes that keep a lease on this store, read once per heartbeat by those who are
 * listed themselves. Whoever reads them clears away what is left of former ones: a silent lease is
 * fenced, even if no record names it, and one that ended long ago is purged.
 */
final class Participants {

  /** A lease is purged so many times its ttl, or ours, after it was seen to be ended. */
  static final int PURGED_AFTER = 10;

  private static final Duration LONGEST_TTL = Duration.ofHours(1);

  private static final class Known {
    Lease lease;
    long sinceNanos;
    boolean renewed;
    long fence;

    Known(Lease lease, long sinceNanos) {
      this.lease = lease;
      this.sinceNanos = sinceNanos;
    }

    boolean changed(Lease now) {
      return lease.version() != now.version() || lease.live() != now.live();
    }

    long silentBy() {
      return sinceNanos + ttl().toNanos();
    }

    long purgedBy(Duration shortest) {
      Duration ttl = ttl().compareTo(shortest) < 0 ? shortest : ttl();
      return sinceNanos + ttl.toNanos() * PURGED_AFTER;
    }

    private Duration ttl() {
      return lease.ttl().compareTo(LONGEST_TTL) > 0 ? LONGEST_TTL : lease.ttl();
    }
  }

  private final OwnLease own;
  private final Ranking ranking;
  private final Effects effects;
  private final Duration shortest;
  private final Duration pause;
  private final Map<LeaseId, Known> known = new LinkedHashMap<>();
  private @Nullable Set<LeaseId> told;
  private long listing;

  /** Whether the listing under way was asked for before everything was forgotten. */
  private boolean outdated;

  private long purge;
  private long nextNanos;

  /**
   * Creates a list of nobody.
   *
   * @param shortest the shortest ttl that counts: our own
   * @param pause how long after a listing the next one follows
   */
  Participants(OwnLease own, Ranking ranking, Effects effects, Duration shortest, Duration pause) {
    this.shortest = shortest;
    this.own = own;
    this.ranking = ranking;
    this.effects = effects;
    this.pause = pause;
    nextNanos = effects.now().nanos();
  }

  /** Lists, fences and purges what is due. */
  void plan(Rivals rivals, Moment now) {
    if (listing == 0 && now.reached(nextNanos)) {
      listing = effects.act(Action.ListLeases::new);
      nextNanos = now.plus(pause);
    }
    if (listing == 0) {
      effects.wakeAt(nextNanos);
    }
    List<LeaseId> purged = new ArrayList<>();
    known.forEach(
        (id, one) -> {
          if (one.lease.live()) {
            fence(id, one, rivals, now);
          } else if (now.reached(one.purgedBy(shortest))) {
            purged.add(id);
          }
        });
    if (purge == 0 && !purged.isEmpty()) {
      purge = effects.act(number -> new Action.Purge(number, purged));
    }
  }

  private void fence(LeaseId id, Known one, Rivals rivals, Moment now) {
    if (one.fence == 0 && now.reached(one.silentBy()) && !rivals.watches(id)) {
      long version = one.lease.version();
      one.fence = effects.act(number -> new Action.Fence(number, id, version));
    }
  }

  /** A listing was answered. */
  void listed(Input.Listed reply, Moment now) {
    if (reply.number() != listing) {
      return;
    }
    listing = 0;
    boolean old = outdated;
    outdated = false;
    if (reply.failure() != null || old) {
      return;
    }
    Set<LeaseId> present = new HashSet<>();
    for (Lease lease : reply.leases()) {
      if (!own.is(lease.id())) {
        present.add(lease.id());
        seen(lease, now);
      }
    }
    known.keySet().retainAll(present);
    tell(now);
  }

  private void seen(Lease lease, Moment now) {
    Known one = known.computeIfAbsent(lease.id(), id -> new Known(lease, now.nanos()));
    one.fence = 0;
    if (one.changed(lease)) {
      one.renewed = true;
      one.lease = lease;
      one.sinceNanos = now.nanos();
    }
  }

  private void tell(Moment now) {
    List<Lease> live = live(now);
    Set<LeaseId> ids = new HashSet<>();
    live.forEach(lease -> ids.add(lease.id()));
    if (!ids.equals(told)) {
      told = ids;
      effects.say(new Signal.Participants(live));
    }
  }

  private List<Lease> live(Moment now) {
    return known.values().stream()
        .filter(one -> one.lease.live() && !now.reached(one.silentBy()))
        .map(one -> one.lease)
        .toList();
  }

  /** A purge was answered; what it left is listed again. */
  void purged(Input.Answered reply) {
    if (reply.number() == purge) {
      purge = 0;
      known.values().removeIf(one -> effects.now().reached(one.purgedBy(shortest)));
    }
  }

  /** The store is another one, or we look no more: whatever was seen counts for nothing. */
  void forget() {
    known.clear();
    outdated = listing != 0;
    nextNanos = effects.now().nanos();
  }

  /** Returns how long to let those before us go first to a vacancy; zero if we know of nobody. */
  Duration turn(ElectionRecord vacancy, @Nullable LeaseId left) {
    if (known.isEmpty()) {
      return Duration.ZERO;
    }
    return ranking.turn(vacancy, left, own.id(), live(effects.now()));
  }

  /** Returns a candidate that is to lead rather than we; {@code null} if there is none. */
  @Nullable Lease preferred() {
    List<Lease> renewing =
        known.values().stream()
            .filter(
                one -> one.renewed && one.lease.live() && !effects.now().reached(one.silentBy()))
            .map(one -> one.lease)
            .toList();
    return ranking.preferred(renewing);
  }
}
