package io.election4j.testkit.oracle;

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

/**
 * Two tables with conditional writes, as the SPI describes them, applied at one point in time. Not
 * thread-safe.
 */
public final class ModelStore {

  private final Map<LeaseId, Lease> leases = new HashMap<>();
  private final Map<String, ElectionRecord> records = new HashMap<>();
  private final List<String> writes = new ArrayList<>();
  private final Upsets upsets;
  private final Consumer<ElectionRecord> written;
  private int identity;

  /**
   * Creates an empty store.
   *
   * @param upsets what it does to writes and reads
   * @param written told of every record written, at once, as a push of changes is
   */
  public ModelStore(Upsets upsets, Consumer<ElectionRecord> written) {
    this.upsets = upsets;
    this.written = written;
  }

  /** Returns a lease as stored; {@code null} if it is absent. */
  public @Nullable Lease lease(LeaseId id) {
    return leases.get(id);
  }

  /** Returns a record as stored; {@code null} if it is absent. */
  public @Nullable ElectionRecord record(String election) {
    return records.get(election);
  }

  /** Returns whether a lease is stored as ENDED. */
  public boolean ended(LeaseId id) {
    Lease lease = leases.get(id);
    return lease != null && !lease.live();
  }

  /** The same data is served under another identity from now on. */
  public void becomeAnother() {
    identity++;
  }

  /** Returns everything stored, as an immutable value: equal contents, equal values. */
  public Object contents() {
    return List.of(Map.copyOf(leases), Map.copyOf(records), List.copyOf(writes), identity);
  }

  /** Applies a request and returns the answer. */
  public Input.Reply apply(Action action) {
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
      ElectionRecord result = upsets.refuses(record.election()) ? null : change.apply(record);
      if (result != null) {
        changed.add(write(result));
      }
    }
    int told = upsets.toldOf(changed.size());
    // The connection may break while the rows are read.
    return told < 0
        ? new Input.Written(number, changed, null)
        : new Input.Written(
            number, changed.subList(0, told), StoreException.unavailable("broken off", null));
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
      wanted.addAll(writes.subList(Math.max(0, from - upsets.overlap()), writes.size()));
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
