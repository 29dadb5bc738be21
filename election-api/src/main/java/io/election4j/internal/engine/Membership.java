package io.election4j.internal.engine;

import io.election4j.Timing;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The other processes that keep a lease on this store: read once per heartbeat by those who are
 * listed themselves, and now and then by whoever leads. Both clear away what is left of former
 * ones: a silent lease is fenced, even if no record names it, and one that ended long ago is
 * purged.
 *
 * <p>Where no process lives for long enough to see that, all that have ended are purged but the
 * newest few, and that is safe too. Nobody acts under a lease that has ended: whoever held it has
 * given it up, or was silent for its whole time. What a record names stays. So all that can come
 * later is a copy of something sent before: of an opening, which makes a lease that nobody renews,
 * that is therefore not counted, and fenced once it was silent for its time; or of a claim, which
 * makes a record name it, and others wait for that time before they claim. The price is one such
 * wait, once in a very long while.
 */
final class Membership implements StateKey.Part {

  /** A lease is purged so many times its ttl, or ours, after it was seen to be ended. */
  static final int PURGED_AFTER = 10;

  /** So many that have ended are kept for that time, the newest ones. */
  static final int KEPT = 10;

  /**
   * Whoever is not listed reads them after so many leases, and nobody purges more often, unless
   * there is more than can be purged at a time.
   */
  private static final int PACE = 10;

  /** So many are purged at a time. */
  private static final int MOST = 1000;

  /** A lease that was seen to be renewed so often is renewed. */
  private static final int STEADY = 2;

  /**
   * Two looks at a lease are so many heartbeats apart at the most: if more, it may have changed in
   * between, and been brought back by a backup to what it was.
   */
  private static final int CLOSE = 3;

  private static final Duration LONGEST_TTL = Duration.ofHours(1);

  private static final class Known implements StateKey.Part {
    Lease lease;
    final long firstNanos;
    long sinceNanos;

    /** Since when it was looked at, again and again, and did not change. */
    long sameNanos;

    long lookedNanos;

    /** Whether the last look has shown it to be silent. */
    boolean silent;

    int renewals;
    boolean surplus;
    long fence;

    Known(Lease lease, long sinceNanos) {
      this.lease = lease;
      this.firstNanos = sinceNanos;
      this.sinceNanos = sinceNanos;
      this.sameNanos = sinceNanos;
      this.lookedNanos = sinceNanos;
    }

    boolean changed(Lease now) {
      return lease.version() != now.version() || lease.live() != now.live();
    }

    /** Whoever has never renewed it may not be able to. */
    boolean counts(ClockReading now) {
      return lease.live() && lease.version() > 1 && !now.reached(silentBy());
    }

    /** It was seen to be renewed more than once, and for as long as a leader is to be trusted. */
    boolean steady(ClockReading now) {
      return counts(now) && renewals >= STEADY && now.reached(firstNanos + ttl().toNanos());
    }

    long silentBy() {
      return sinceNanos + ttl().toNanos();
    }

    /** Returns whether it looks silent, for all that is known of it. */
    boolean looksSilent(ClockReading now) {
      return lease.live() && now.reached(silentBy());
    }

    /** Returns whether it has not changed for its whole time, in which it was looked at. */
    boolean same(ClockReading now) {
      return lease.live() && now.reached(sameNanos + ttl().toNanos());
    }

    long purgedBy(Duration shortest) {
      Duration ttl = ttl().compareTo(shortest) < 0 ? shortest : ttl();
      return sinceNanos + ttl.toNanos() * PURGED_AFTER;
    }

    private Duration ttl() {
      return lease.ttl().compareTo(LONGEST_TTL) > 0 ? LONGEST_TTL : lease.ttl();
    }

    @Override
    public void addTo(StateKey key) {
      key.add(lease, renewals, silent, surplus);
      key.numbers(fence);
      key.nanos(firstNanos, sinceNanos, sameNanos, lookedNanos);
    }
  }

  /** The shortest ttl that counts: our own. */
  private final Duration shortest;

  /** How long after a listing the next one follows while we are listed. */
  private final Duration pause;

  private final Map<LeaseId, Known> known = new LinkedHashMap<>();
  private @Nullable Set<LeaseId> told;
  private boolean listed;
  private long listing;

  /** Whether the listing under way was asked for before everything was forgotten. */
  private boolean outdated;

  private long purge;
  private List<LeaseId> purging = List.of();
  private long nextNanos;
  private long nextPurgeNanos;

  /** Creates a list of nobody. */
  Membership(Timing timing, ClockReading start) {
    shortest = timing.lease();
    pause = timing.heartbeat();
    nextNanos = start.nanos();
    nextPurgeNanos = nextNanos;
  }

  /**
   * Lists, fences and purges what is due.
   *
   * @param listed whether we are listed ourselves; if not, we only clear away
   */
  void plan(boolean listed, WatchedLeases watchedLeases, Step.Builder step) {
    ClockReading now = step.now();
    if (listed && !this.listed) {
      nextNanos = now.nanos();
    }
    this.listed = listed;
    if (listing == 0 && now.reached(nextNanos)) {
      listing = step.act(StoreRequest.ListLeases::new);
      nextNanos = now.plus(listed ? pause : shortest.multipliedBy(PACE));
    }
    if (listing == 0) {
      step.wakeAt(nextNanos);
    }
    known.forEach((id, one) -> fence(id, one, watchedLeases, step));
    purge(step);
  }

  /** We lead nothing and are not listed, so whoever was seen says nothing of who is there now. */
  void rest() {
    listed = false;
  }

  /** Who is not listed looks seldom, and so only just after a look; nobody long after one. */
  private void fence(LeaseId id, Known one, WatchedLeases watchedLeases, Step.Builder step) {
    ClockReading now = step.now();
    boolean silent = one.same(now) && isClose(one, now) && (listed || one.silent);
    if (silent && one.fence == 0 && !watchedLeases.watches(id)) {
      long version = one.lease.version();
      one.fence = step.act(number -> new StoreRequest.Fence(number, id, version));
    }
  }

  private void purge(Step.Builder step) {
    ClockReading now = step.now();
    if (purge != 0 || !now.reached(nextPurgeNanos)) {
      return;
    }
    List<LeaseId> purged = new ArrayList<>();
    known.forEach(
        (id, one) -> {
          boolean over = one.surplus || now.reached(one.purgedBy(shortest));
          if (!one.lease.live() && over) {
            purged.add(id);
          }
        });
    if (!purged.isEmpty()) {
      // Those that records name stay, so they must not be the first ones every time.
      Collections.rotate(purged, (int) (step.newestNumber() % purged.size()));
      purging = purged.size() > MOST ? List.copyOf(purged.subList(0, MOST)) : purged;
      purge = step.act(number -> new StoreRequest.Purge(number, purging));
      boolean more = purging.size() < purged.size();
      nextPurgeNanos = now.plus(more ? pause : shortest.multipliedBy(PACE));
    }
  }

  /** A listing was answered, perhaps one that somebody else here has asked for. */
  void listed(Input.Listed reply, OwnLease own, Step.Builder step) {
    if (reply.number() != listing) {
      seenBeside(reply, step.now());
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
        seen(lease, reply.number(), step.now());
      }
    }
    known.keySet().retainAll(present);
    if (known.values().stream().anyMatch(one -> one.looksSilent(step.now()))) {
      // Who reads them seldom looks closely now.
      nextNanos = step.now().plus(pause);
    }
    surplus(reply.leases());
    // At once: whoever leads for a moment only does not come to it later.
    purge(step);
    if (listed) {
      tell(step);
    }
  }

  /** It may be older than what is known, so it only shows that somebody lives. */
  private void seenBeside(Input.Listed reply, ClockReading now) {
    if (reply.failure() != null) {
      return;
    }
    for (Lease lease : reply.leases()) {
      Known one = known.get(lease.id());
      if (one != null && one.changed(lease)) {
        one.sameNanos = now.nanos();
        one.silent = false;
      }
    }
  }

  private void seen(Lease lease, long number, ClockReading now) {
    Known one = known.computeIfAbsent(lease.id(), id -> new Known(lease, now.nanos()));
    // A listing that was asked for before a fence does not say what came of it.
    one.fence = number > one.fence ? 0 : one.fence;
    boolean close = isClose(one, now);
    one.lookedNanos = now.nanos();
    if (one.changed(lease)) {
      one.renewals = Math.min(one.renewals + 1, STEADY);
      one.lease = lease;
      one.sinceNanos = now.nanos();
      one.sameNanos = one.sinceNanos;
    } else if (!close) {
      one.sameNanos = now.nanos();
    }
    one.silent = one.same(now);
  }

  private boolean isClose(Known one, ClockReading now) {
    return now.nanos() - one.lookedNanos <= pause.multipliedBy(CLOSE).toNanos();
  }

  /** Of those that have ended, all but the newest ones, which are listed last. */
  private void surplus(List<Lease> leases) {
    List<Known> ended = new ArrayList<>();
    for (Lease lease : leases) {
      Known one = known.get(lease.id());
      if (one != null && !lease.live()) {
        ended.add(one);
      }
    }
    for (int i = 0; i < ended.size(); i++) {
      ended.get(i).surplus = i < ended.size() - KEPT;
    }
  }

  private void tell(Step.Builder step) {
    List<Lease> live = live(step.now());
    Set<LeaseId> ids = new HashSet<>();
    live.forEach(lease -> ids.add(lease.id()));
    if (!ids.equals(told)) {
      told = ids;
      step.say(new EngineEvent.Participants(live));
    }
  }

  private List<Lease> live(ClockReading now) {
    return known.values().stream().filter(one -> one.counts(now)).map(one -> one.lease).toList();
  }

  /** A purge was answered; what it left is listed again. */
  void purged(Input.Answered reply) {
    if (reply.number() == purge) {
      purge = 0;
      purging.forEach(known::remove);
      purging = List.of();
    }
  }

  /** The store is another one: whatever was seen counts for nothing. */
  void forget(ClockReading now) {
    known.clear();
    outdated = listing != 0;
    nextNanos = now.nanos();
  }

  /** Returns whether we are listed, and so know of others who are before they claim. */
  boolean listed() {
    return listed;
  }

  /** Returns the others that are listed and live, if we are listed: nobody if not. */
  List<Lease> others(ClockReading now) {
    return listed ? live(now) : List.of();
  }

  /** Returns those who have renewed their lease for so long that they can be led by. */
  List<Lease> steady(ClockReading now) {
    return known.values().stream().filter(one -> one.steady(now)).map(one -> one.lease).toList();
  }

  @Override
  public void addTo(StateKey key) {
    // The numbers as they are, which tells apart a few more states than need be.
    key.add(known, listed, outdated, purging, listing, purge);
    key.nanos(nextNanos, nextPurgeNanos);
  }
}
