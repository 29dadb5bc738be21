package io.election4j.engine.simulation;

import io.election4j.Candidate;
import io.election4j.engine.Action;
import io.election4j.engine.Input;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two tables with conditional writes, as the SPI describes them, applied at one point in time. */
final class ModelStore {

  private final Map<LeaseId, Lease> leases = new HashMap<>();
  private final Map<String, ElectionRecord> records = new HashMap<>();
  private final List<String> writes = new ArrayList<>();
  private final Dice dice;
  private final Consumer<ElectionRecord> written;
  private int identity;

  ModelStore(Dice dice, Consumer<ElectionRecord> written) {
    this.dice = dice;
    this.written = written;
  }

  @Nullable Lease lease(LeaseId id) {
    return leases.get(id);
  }

  @Nullable ElectionRecord record(String election) {
    return records.get(election);
  }

  boolean ended(LeaseId id) {
    Lease lease = leases.get(id);
    return lease != null && !lease.live();
  }

  /** The same data is served under another identity from now on. */
  void becomeAnother() {
    identity++;
  }

  /** Applies a request and returns the answer. */
  Input.Reply apply(Action action) {
    if (action instanceof Action.Claim claim) {
      return written(claim.number(), claim.seen(), seen -> claim(claim.lease(), seen));
    }
    if (action instanceof Action.Vacate vacate) {
      return written(vacate.number(), vacate.held(), this::vacate);
    }
    if (action instanceof Action.Observe observe) {
      return new Input.Observed(observe.number(), observe(observe), null);
    }
    return new Input.Answered(action.number(), applied(action), null);
  }

  private boolean applied(Action action) {
    if (action instanceof Action.Open open) {
      return leases.computeIfAbsent(open.lease().id(), id -> open.lease()).live();
    } else if (action instanceof Action.Renew renew) {
      Lease lease = leases.get(renew.lease());
      return lease != null && lease.live() && put(lease, lease.version() + 1, Lease.State.LIVE);
    } else if (action instanceof Action.End end) {
      Lease lease = leases.get(end.lease());
      return lease == null || !lease.live() || put(lease, lease.version(), Lease.State.ENDED);
    } else if (action instanceof Action.Fence fence) {
      return fence(fence.lease(), fence.version());
    } else if (action instanceof Action.Create create) {
      create.elections().stream()
          .filter(election -> !records.containsKey(election))
          .forEach(election -> write(ElectionRecord.created(election)));
    }
    return true;
  }

  private boolean put(Lease lease, long version, Lease.State state) {
    leases.put(lease.id(), new Lease(lease.id(), version, lease.ttl(), state, lease.candidate()));
    return true;
  }

  private boolean fence(LeaseId id, long version) {
    Lease lease = leases.get(id);
    if (lease == null && version == 0) {
      Lease absent = Lease.opening(id, Duration.ZERO, Candidate.named("absent"));
      return put(absent, 0, Lease.State.ENDED);
    }
    return lease != null
        && lease.live()
        && lease.version() == version
        && put(lease, version, Lease.State.ENDED);
  }

  /** Now and then a lock is not to be had and the change of one record is refused. */
  private Input.Reply written(
      long number,
      List<ElectionRecord> given,
      Function<ElectionRecord, @Nullable ElectionRecord> change) {
    List<ElectionRecord> changed = new ArrayList<>();
    for (ElectionRecord record : given) {
      ElectionRecord result = dice.chance(0.01) ? null : change.apply(record);
      if (result != null) {
        changed.add(write(result));
      }
    }
    if (dice.chance(0.01)) {
      // The connection broke while the rows were read.
      return new Input.Written(
          number,
          changed.subList(0, dice.below(changed.size() + 1)),
          StoreException.unavailable("broken off", null));
    }
    return new Input.Written(number, changed, null);
  }

  private @Nullable ElectionRecord claim(Lease me, ElectionRecord seen) {
    ElectionRecord stored = records.get(seen.election());
    if (stored == null
        || !Objects.equals(stored.holder(), seen.holder())
        || seen.heldBy(me.id()) && stored.term() != seen.term()) {
      return null;
    }
    long term = Math.max(stored.term(), seen.term()) + 1;
    return new ElectionRecord(
        stored.election(), term, stored.revision() + 1, me.id(), me.ttl(), me.candidate(), "");
  }

  private @Nullable ElectionRecord vacate(ElectionRecord held) {
    ElectionRecord stored = records.get(held.election());
    if (stored == null
        || stored.term() != held.term()
        || stored.revision() != held.revision()
        || !Objects.equals(stored.holder(), held.holder())) {
      return null;
    }
    return new ElectionRecord(
        stored.election(), stored.term(), stored.revision() + 1, null, null, null, "");
  }

  private ElectionRecord write(ElectionRecord record) {
    records.put(record.election(), record);
    writes.add(record.election());
    written.accept(record);
    return record;
  }

  private Observation observe(Action.Observe observe) {
    Set<String> wanted = new LinkedHashSet<>(observe.elections());
    Marker since = observe.since();
    if (since != null && !since.equals(Marker.START)) {
      int from = Integer.parseInt(since.position());
      wanted.addAll(writes.subList(Math.max(0, from - dice.below(2)), writes.size()));
    }
    return new Observation(
        "store-" + identity,
        since == null ? null : new Marker(Integer.toString(writes.size())),
        present(wanted.stream(), records::get),
        present(observe.watched().stream(), leases::get));
  }

  private static <K, V> List<V> present(Stream<K> keys, Function<K, @Nullable V> table) {
    return keys.flatMap(key -> Stream.ofNullable(table.apply(key))).toList();
  }
}
