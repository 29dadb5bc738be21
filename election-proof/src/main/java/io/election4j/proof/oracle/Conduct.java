package io.election4j.proof.oracle;

import static io.election4j.proof.oracle.Oracle.check;

import io.election4j.internal.engine.ClockReading;
import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.StoreRequest;
import io.election4j.proof.oracle.Witness.Sent;
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
final class Conduct {

  private record Seen(long version, ClockReading since) {}

  /**
   * Since when a lease was listed as ended, as it was: one that was deleted, or brought back by a
   * loss of writes, can end once more.
   */
  private record Over(ClockReading since, Lease lease) {}

  private static final long EVERY = -1;

  /** A claim or vacation without an answer; a vacation is moot at any other revision. */
  private record Write(long number, long revision) {}

  private final Subject process;
  private final Tenures tenures;
  private final ModelStore store;

  /** What was seen of leases by watching them, and by listing all: two reads may overtake. */
  private final Map<LeaseId, Seen> watched = new HashMap<>();

  private final Map<LeaseId, Seen> listed = new HashMap<>();
  private final Map<LeaseId, List<Over>> ended = new HashMap<>();

  /** Those that ended before ten others, by any listing: there may be two under way. */
  private final Set<LeaseId> surplus = new HashSet<>();

  private final Map<LeaseId, Duration> ttls = new HashMap<>();
  private final Set<LeaseId> endedOwn = new HashSet<>();
  private final Map<String, LeaseId> working = new HashMap<>();
  private final Map<String, Write> outstanding = new HashMap<>();
  private long reading;
  private @Nullable String identity;
  private @Nullable ClockReading closing;

  Conduct(Subject process, Tenures tenures, ModelStore store) {
    this.process = process;
    this.tenures = tenures;
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
    if (answered != null
        && answered.action() instanceof StoreRequest.End end
        && ((Input.Reply) input).failure() == null) {
      endedOwn.add(end.lease());
    }
    if (answered != null
        && answered.action() instanceof StoreRequest.Observe observe
        && input instanceof Input.Observed reply
        && reply.observation() != null) {
      observed(observe.watched(), reply.observation(), now);
    }
    if (answered != null && input instanceof Input.Listed reply && reply.failure() == null) {
      listed(reply.leases(), now);
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
  }

  /** A term is over, and a vacation of it that is still under way can only be refused or right. */
  void revoked(String election) {
    outstanding.computeIfPresent(election, (e, write) -> write.revision == EVERY ? write : null);
  }

  void action(StoreRequest action, ClockReading now) {
    if (action instanceof StoreRequest.Fence fence) {
      fence(fence, now);
    } else if (action instanceof StoreRequest.Claim claim) {
      claim.seen().forEach(record -> claim(record, claim.lease().id()));
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
      boolean idle = !working.containsValue(end.lease()) && !tenures.validUnder(end.lease(), now);
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
  private void claim(ElectionRecord record, LeaseId own) {
    LeaseId holder = record.holder();
    boolean free =
        holder == null
            || holder.equals(own)
            || endedOwn.contains(holder)
            || store.everEnded(holder);
    check(free, "I6", () -> process + " claims from a live lease: " + record);
    boolean working = this.working.containsKey(record.election());
    check(!working, "I7", () -> process + " claims while it works for a former term");
  }

  /** Only the leader speaks for the leader. */
  private void publish(ElectionRecord record, ClockReading now) {
    Tenure tenure = tenures.of(record.election());
    boolean leads = tenure != null && tenure.term == record.term() && tenure.valid(now);
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
        !working.containsKey(record.election()) && !tenures.valid(record.election(), now);
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
