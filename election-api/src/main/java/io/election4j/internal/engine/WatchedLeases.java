package io.election4j.internal.engine;

import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The leases that hold elections we stand in, watched on our own monotonic clock: one that shows no
 * change for its ttl is fenced at the version observed, and only a lease known to be ended may be
 * claimed from. It is read again until then: a store that lost the fence shows it alive.
 */
final class WatchedLeases implements StateKey.Part {

  /** Nobody can have opened a lease for longer, so a garbled ttl delays nobody for longer. */
  private static final Duration LONGEST_TTL = Duration.ofHours(1);

  private static final long UNSEEN = -1;
  private static final long ABSENT = 0;

  private static final class Rival implements StateKey.Part {
    final Set<String> elections = new LinkedHashSet<>();
    final Pace pace;
    Duration ttl = Duration.ZERO;
    long version = UNSEEN;
    long silentSinceNanos;
    long fence;
    boolean refused;
    boolean ended;

    /** The newest action when it was found to be ended: later ones read later. */
    long endedAt;

    /** When it was seen to be ended last. */
    long shownNanos;

    Rival(Duration poll) {
      pace = new Pace(poll);
    }

    /** Returns whether it will be fenced if it stays silent. */
    boolean waits() {
      return !ended && version != UNSEEN && !refused && fence == 0;
    }

    long dueNanos() {
      return silentSinceNanos + ttl.toNanos();
    }

    @Override
    public void addTo(StateKey key) {
      key.add(elections, ttl, pace, refused, ended);
      key.version(version);
      key.numbers(fence, endedAt);
      key.nanos(silentSinceNanos, shownNanos);
    }
  }

  private final Map<LeaseId, Rival> watchedLeases = new LinkedHashMap<>();

  private final Duration poll;

  /** Whether it is told when one of them gives up what it holds, so that their pace matters. */
  private boolean told;

  WatchedLeases(Duration poll) {
    this.poll = poll;
  }

  /** A record says that this lease holds this election. */
  void holds(LeaseId lease, String election, Duration ttl) {
    Rival rival = watchedLeases.computeIfAbsent(lease, id -> new Rival(poll));
    rival.elections.add(election);
    rival.ttl = longer(rival.ttl, ttl);
  }

  /** This lease holds this election no more, or we no longer care. */
  void holdsNoMore(LeaseId lease, String election) {
    Rival rival = watchedLeases.get(lease);
    if (rival != null && rival.elections.remove(election) && rival.elections.isEmpty()) {
      watchedLeases.remove(lease);
    }
  }

  boolean ended(LeaseId lease) {
    Rival rival = watchedLeases.get(lease);
    return rival != null && rival.ended;
  }

  /**
   * Returns whether this lease was seen to be ended so short a time ago, or is none of those
   * watched.
   */
  boolean endedWithin(Duration span, LeaseId lease, ClockReading now) {
    Rival rival = watchedLeases.get(lease);
    return rival == null || rival.ended && now.nanos() - rival.shownNanos < span.toNanos();
  }

  /** Returns whether this lease is watched here. */
  boolean watches(LeaseId lease) {
    return watchedLeases.containsKey(lease);
  }

  /** Returns the monotonic time at which this lease was last seen to change, if it ever was. */
  OptionalLong lastSeen(LeaseId lease) {
    Rival rival = watchedLeases.get(lease);
    return rival == null || rival.version == UNSEEN
        ? OptionalLong.empty()
        : OptionalLong.of(rival.silentSinceNanos);
  }

  /** Returns whether some lease has not been observed yet. */
  boolean unseen() {
    return watchedLeases.values().stream()
        .anyMatch(rival -> rival.version == UNSEEN && !rival.ended);
  }

  /** Returns the leases to observe. */
  List<LeaseId> watched() {
    return List.copyOf(watchedLeases.keySet());
  }

  /**
   * An observation arrived.
   *
   * @param number of the read that it answers
   * @return the elections that may be claimed now, or no more
   */
  Set<String> observed(List<LeaseId> watched, List<Lease> present, long number, Step.Builder step) {
    Map<LeaseId, Lease> byId = new LinkedHashMap<>();
    present.forEach(lease -> byId.put(lease.id(), lease));
    Set<String> changed = new LinkedHashSet<>();
    for (LeaseId id : watched) {
      Rival rival = watchedLeases.get(id);
      if (rival != null && (!rival.ended || number > rival.endedAt)) {
        changed.addAll(observed(rival, byId.get(id), step));
      }
    }
    return changed;
  }

  private Set<String> observed(Rival rival, @Nullable Lease lease, Step.Builder step) {
    rival.refused = false;
    if (lease != null && !lease.live()) {
      return end(rival, step);
    }
    long version = lease == null ? ABSENT : lease.version();
    if (version != rival.version || rival.ended) {
      paced(rival, version, step.now());
      rival.version = version;
      rival.silentSinceNanos = step.now().nanos();
    }
    if (lease != null) {
      rival.ttl = longer(rival.ttl, lease.ttl());
    }
    return rival.ended ? revive(rival, step) : Set.of();
  }

  private void paced(Rival rival, long version, ClockReading now) {
    if (told && !rival.ended && rival.version > ABSENT && version > ABSENT) {
      long since = now.nanos() - rival.silentSinceNanos;
      rival.pace.renewed(version - rival.version, since, rival.ttl.toNanos());
    } else {
      rival.pace.forget();
    }
  }

  /** From now on it is told, or not, when one of them gives up what it holds. */
  void told(boolean told) {
    this.told = told;
    watchedLeases.values().forEach(rival -> rival.pace.forget());
  }

  /**
   * Returns until when nothing is expected of any of them: one that is well is renewed at its pace,
   * and is looked at so long before, and then again and again until it was. One that may have to be
   * fenced or claimed from, or whose pace is not known, is looked at all the time.
   *
   * @param soonestNanos returned if some has to be looked at all the time
   * @param latestNanos returned if nothing is expected before
   */
  long quietUntil(long soonestNanos, long latestNanos) {
    // One poll before the one that is to show it, however long the answers take.
    long before = poll.toNanos() * 3 / 2;
    long quiet = latestNanos;
    for (Rival rival : watchedLeases.values()) {
      boolean steady = rival.waits() && rival.pace.nanos() > 0;
      long next = steady ? rival.silentSinceNanos + rival.pace.nanos() - before : soonestNanos;
      quiet = next - quiet < 0 ? next : quiet;
    }
    return quiet;
  }

  /** The store has forgotten that it was ended, and its owner may never have known that it was. */
  private static Set<String> revive(Rival rival, Step.Builder step) {
    rival.ended = false;
    step.say(
        new EngineEvent.StoreRegressed("the ended lease of " + rival.elections + " lives again"));
    return new LinkedHashSet<>(rival.elections);
  }

  /**
   * Returns whether a rival is being fenced, or will be within this time if it stays silent: there
   * will be something to claim, so that it is time to open a lease.
   */
  boolean ending(Duration ahead, Step.Builder step) {
    boolean ending = false;
    for (Rival rival : watchedLeases.values()) {
      if (rival.fence != 0) {
        ending = true;
      } else if (rival.waits()) {
        long soon = rival.dueNanos() - ahead.toNanos();
        if (step.now().reached(soon)) {
          ending = true;
        } else {
          step.wakeAt(soon);
        }
      }
    }
    return ending;
  }

  /** Fences whoever has been silent for long enough. */
  void plan(Step.Builder step) {
    watchedLeases.forEach(
        (id, rival) -> {
          if (!rival.waits()) {
            return;
          }
          if (step.now().reached(rival.dueNanos())) {
            long version = rival.version;
            rival.fence = step.act(number -> new StoreRequest.Fence(number, id, version));
          } else {
            step.wakeAt(rival.dueNanos());
          }
        });
  }

  /**
   * A fence was answered. If it was refused or its outcome is unknown, the next observation tells.
   *
   * @return the elections that may be claimed now
   */
  Set<String> fenced(Input.Answered reply, LeaseId lease, Step.Builder step) {
    Rival rival = watchedLeases.get(lease);
    if (rival == null || rival.fence != reply.number()) {
      return Set.of();
    }
    rival.fence = 0;
    if (reply.failure() == null && reply.applied() && rival.version != UNSEEN) {
      return end(rival, step);
    }
    rival.refused = true;
    return Set.of();
  }

  /**
   * A former lease of our own is certain to be ended; returns the elections that may be claimed
   * now.
   */
  Set<String> endedByUs(LeaseId lease, Step.Builder step) {
    Rival rival = watchedLeases.get(lease);
    return rival == null ? Set.of() : end(rival, step);
  }

  /** The store is another one: whatever was observed counts for nothing, every lease for live. */
  void forget() {
    watchedLeases
        .values()
        .forEach(
            rival -> {
              rival.version = UNSEEN;
              rival.ended = false;
              rival.fence = 0;
            });
  }

  /** Returns the longest ttl of any lease watched. */
  Duration longestTtl() {
    return watchedLeases.values().stream()
        .map(r -> r.ttl)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static Set<String> end(Rival rival, Step.Builder step) {
    boolean known = rival.ended;
    rival.ended = true;
    rival.endedAt = step.newestNumber();
    rival.shownNanos = step.now().nanos();
    if (known) {
      return Set.of();
    }
    return new LinkedHashSet<>(rival.elections);
  }

  private static Duration longer(Duration a, Duration b) {
    Duration longer = a.compareTo(b) >= 0 ? a : b;
    return longer.compareTo(LONGEST_TTL) > 0 ? LONGEST_TTL : longer;
  }

  @Override
  public void addTo(StateKey key) {
    key.add(watchedLeases, told);
  }
}
