package io.election4j.proof.oracle;

import static io.election4j.proof.oracle.Oracle.check;

import io.election4j.internal.engine.ClockReading;
import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.StoreRequest;
import io.election4j.proof.oracle.ProcessCheck.Sent;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one incarnation of a process asks of the store: invariants I6, I7 and I11. */
final class ProtocolCheck {

  private record Seen(long version, ClockReading since) {}

  /**
   * Since when a lease was listed as ended, as it was: one that was deleted, or brought back by a
   * loss of writes, can end once more.
   */
  private record Over(ClockReading since, Lease lease) {}

  /**
   * An end that this process knows of.
   *
   * @param newest the newest action when it heard: later ones read later
   * @param losses how often the store had forgotten something when that was asked for
   */
  private record End(long newest, int losses, ClockReading heard) {}

  /**
   * The last claim of an election.
   *
   * @param losses how often the store had forgotten something when that lease was seen to be ended
   */
  private record Claimed(@Nullable LeaseId from, int losses) {}

  private static final int EVER = Integer.MAX_VALUE;
  private static final long EVERY = -1;

  /** A claim or vacation without an answer; a vacation is moot at any other revision. */
  private record Write(long number, long revision) {}

  private final Subject process;
  private final LedTerms ledTerms;
  private final ModelStore store;

  /** What was seen of leases by watching them, and by listing all: two reads may overtake. */
  private final Map<LeaseId, Seen> watched = new HashMap<>();

  private final Map<LeaseId, Seen> listed = new HashMap<>();
  private final Map<LeaseId, List<Over>> ended = new HashMap<>();
  private final Map<LeaseId, End> ends = new HashMap<>();

  private final Map<String, Claimed> claimed = new HashMap<>();

  /** Those that ended before ten others, by any listing: there may be two under way. */
  private final Set<LeaseId> surplus = new HashSet<>();

  private final Map<LeaseId, Duration> ttls = new HashMap<>();
  private final Map<String, LeaseId> working = new HashMap<>();
  private final Map<String, Write> outstanding = new HashMap<>();
  private long reading;
  private long newest;
  private @Nullable String identity;
  private @Nullable ClockReading closing;

  ProtocolCheck(Subject process, LedTerms ledTerms, ModelStore store) {
    this.process = process;
    this.ledTerms = ledTerms;
    this.store = store;
  }

  void input(Input input, @Nullable Sent answered, ClockReading now) {
    if (input instanceof Input.WorkStopped stopped) {
      working.remove(stopped.election());
    } else if (input instanceof Input.Close) {
      closing = now;
    }
    if (answered != null) {
      outstanding.values().removeIf(write -> write.number == answered.action().number());
      reading = answered.action().number() == reading ? 0 : reading;
    }
    if (answered != null && input instanceof Input.Answered reply && reply.failure() == null) {
      ended(answered, reply.applied(), now);
    }
    if (answered != null
        && answered.action() instanceof StoreRequest.Observe observe
        && input instanceof Input.Observed reply
        && reply.observation() != null) {
      observed(observe.watched(), reply.observation(), now);
      observe.watched().forEach(id -> shown(id, reply.observation(), answered, now));
    }
    if (answered != null && input instanceof Input.Listed reply && reply.failure() == null) {
      listed(reply.leases(), now);
    }
  }

  private void ended(Sent answered, boolean applied, ClockReading now) {
    if (answered.action() instanceof StoreRequest.End end) {
      ends.put(end.lease(), new End(newest, answered.losses(), now));
    } else if (answered.action() instanceof StoreRequest.Fence fence && applied) {
      ends.put(fence.lease(), new End(newest, answered.losses(), now));
    }
  }

  private void shown(LeaseId id, Observation observation, Sent read, ClockReading now) {
    boolean over = observation.leases().stream().anyMatch(l -> l.id().equals(id) && !l.live());
    End known = ends.get(id);
    if (over) {
      ends.put(id, new End(newest, read.losses(), now));
    } else if (known != null && read.action().number() > known.newest) {
      ends.remove(id);
    }
  }

  private void listed(List<Lease> leases, ClockReading now) {
    List<LeaseId> inOrder = leases.stream().filter(lease -> !lease.live()).map(Lease::id).toList();
    surplus.addAll(inOrder.subList(0, Math.max(0, inOrder.size() - 10)));
    for (Lease lease : leases) {
      observed(listed, lease.id(), leases, now);
      if (!lease.live()) {
        List<Over> over = ended.computeIfAbsent(lease.id(), id -> new ArrayList<>());
        if (over.stream().noneMatch(one -> one.lease.equals(lease))) {
          over.add(new Over(now, lease));
        }
      }
    }
  }

  private void observed(List<LeaseId> watched, Observation observation, ClockReading now) {
    if (identity != null && !identity.equals(observation.identity())) {
      this.watched.clear();
      listed.clear();
      ended.clear();
      ends.clear();
      surplus.clear();
    }
    identity = observation.identity();
    for (ElectionRecord record : observation.records()) {
      if (record.holder() != null && record.ttl() != null) {
        ttls.put(record.holder(), record.ttl());
      }
    }
    for (LeaseId id : watched) {
      observed(this.watched, id, observation.leases(), now);
    }
  }

  private void observed(Map<LeaseId, Seen> seen, LeaseId id, List<Lease> leases, ClockReading now) {
    long version = 0;
    for (Lease lease : leases) {
      if (lease.id().equals(id)) {
        version = lease.version();
        ttls.put(id, lease.ttl());
      }
    }
    Seen before = seen.get(id);
    if (before == null || before.version != version) {
      seen.put(id, new Seen(version, now));
    }
  }

  void elected(String election, LeaseId lease) {
    check(
        !working.containsKey(election),
        "I7",
        () -> process + " leads while it works for a former term");
    working.put(election, lease);
    LedTerm led = ledTerms.of(election);
    if (led != null) {
      led.forgotten = forgotten(election);
    }
  }

  /** A term is over, and a vacation of it that is still under way can only be refused or right. */
  void revoked(String election) {
    outstanding.computeIfPresent(election, (e, write) -> write.revision == EVERY ? write : null);
  }

  void action(StoreRequest action, ClockReading now) {
    newest = action.number();
    if (action instanceof StoreRequest.Fence fence) {
      fence(fence, now);
    } else if (action instanceof StoreRequest.Claim claim) {
      claim.seen().forEach(record -> claim(record, claim.lease().id(), now));
      claim.seen().forEach(record -> begin(record, new Write(claim.number(), EVERY)));
    } else if (action instanceof StoreRequest.Vacate vacate) {
      vacate.vacations().forEach(vacation -> vacate(vacation.held(), now));
      vacate.vacations().forEach(vacation -> amends(vacation.held(), vacate.number()));
    } else if (action instanceof StoreRequest.Publish publish) {
      publish.publications().forEach(publication -> publish(publication.held(), now));
      publish.publications().forEach(publication -> amends(publication.held(), publish.number()));
    } else if (action instanceof StoreRequest.Purge purge) {
      purge.ended().forEach(lease -> purge(lease, now));
    } else if (action instanceof StoreRequest.End end) {
      boolean idle = !working.containsValue(end.lease()) && !ledTerms.validUnder(end.lease(), now);
      check(idle, "I7", () -> process + " ends a lease under which it works");
    } else if (action instanceof StoreRequest.Observe) {
      check(reading == 0, "one read at a time", () -> process + " reads twice");
      reading = action.number();
    }
  }

  private void amends(ElectionRecord record, long number) {
    begin(record, new Write(number, record.revision()));
  }

  private void begin(ElectionRecord record, Write write) {
    Write before = outstanding.put(record.election(), write);
    boolean alone =
        before == null || before.revision != EVERY && before.revision != record.revision();
    check(alone, "one write at a time", () -> process + " writes twice: " + record);
  }

  // I6
  private void fence(StoreRequest.Fence fence, ClockReading now) {
    boolean silent = silent(watched, fence, now) || silent(listed, fence, now);
    check(silent, "I6", () -> process + " fences too early: " + fence + " after " + watched);
  }

  private boolean silent(Map<LeaseId, Seen> seen, StoreRequest.Fence fence, ClockReading now) {
    Seen observed = seen.get(fence.lease());
    Lease stored = store.lease(fence.lease());
    Duration ttl = ttls.getOrDefault(fence.lease(), stored == null ? Duration.ZERO : stored.ttl());
    return observed != null
        && observed.version == fence.version()
        && now.nanos() - observed.since.nanos() >= ttl.toNanos();
  }

  // I6
  private void claim(ElectionRecord record, LeaseId own, ClockReading now) {
    LeaseId holder = record.holder();
    boolean free = holder == null || holder.equals(own);
    End end = free ? null : ends.get(holder);
    check(
        free || end != null && now.nanos() - end.heard.nanos() <= freshNanos(),
        "I6",
        () -> process + " claims from a live lease: " + record + ", which ended: " + end);
    boolean working = this.working.containsKey(record.election());
    check(!working, "I7", () -> process + " claims while it works for a former term");
    claimed.put(record.election(), new Claimed(holder, end == null ? EVER : end.losses));
  }

  /** What was seen so long ago is looked at once more before anything rests on it. */
  private long freshNanos() {
    return process.timing().poll().toNanos() / 10;
  }

  /**
   * Returns the lease that an election was taken from by a claim that was just answered, if the
   * store has forgotten something since that lease was last seen to be ended: nobody can know then.
   */
  private @Nullable LeaseId forgotten(String election) {
    Claimed last = claimed.get(election);
    return last == null || store.losses() <= last.losses ? null : last.from;
  }

  /** Only the leader speaks for the leader. */
  private void publish(ElectionRecord record, ClockReading now) {
    LedTerm led = ledTerms.of(record.election());
    boolean leads = led != null && led.term == record.term() && led.valid(now);
    check(leads, "I3", () -> process + " publishes and does not lead: " + record);
  }

  /** A lease is purged only long after it was seen to be ended, or if ten ended after it. */
  private void purge(LeaseId lease, ClockReading now) {
    List<Over> over = ended.getOrDefault(lease, List.of());
    boolean longAgo =
        over.stream()
            .anyMatch(one -> now.nanos() - one.since.nanos() >= 10 * one.lease.ttl().toNanos());
    check(
        longAgo || surplus.contains(lease),
        "L4",
        () -> process + " purges too early: " + lease + " after " + over);
  }

  // I7
  private void vacate(ElectionRecord record, ClockReading now) {
    boolean idle =
        !working.containsKey(record.election()) && !ledTerms.valid(record.election(), now);
    check(idle, "I7", () -> process + " vacates while it works: " + record);
  }

  /** The process did not close in this step: its time to do so must not be over. */
  void stillOpen(ClockReading now) {
    ClockReading since = closing;
    boolean inTime =
        since == null || now.nanos() - since.nanos() < process.timing().lease().toNanos();
    check(inTime, "close", () -> process + " closes for too long");
  }
}
