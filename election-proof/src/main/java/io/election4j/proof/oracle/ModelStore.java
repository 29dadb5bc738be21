package io.election4j.proof.oracle;

import io.election4j.Candidate;
import io.election4j.Request;
import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.StoreRequest;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Two tables with conditional writes, as the SPI describes them, applied at one point in time. Not
 * thread-safe.
 */
public final class ModelStore {

  private static final StoreException BROKEN_OFF =
      StoreException.unavailable("the connection broke while records were told", null);

  private final Map<LeaseId, Lease> leases = new LinkedHashMap<>();
  private final Map<String, ElectionRecord> records = new HashMap<>();
  private final List<String> writes = new ArrayList<>();
  private final StoreFaults storeFaults;
  private final Consumer<ElectionRecord> written;
  private final LongSupplier leastTerm;
  private final History history = new History();
  private int identity;

  /**
   * Creates an empty store.
   *
   * @param storeFaults what it does to writes and reads
   * @param written told of every record written, at once, as a push of changes is
   * @param leastTerm what a new term is at least, as where terms follow the server's clock so that
   *     they stay unique through losses; 0 or less where they don't
   */
  public ModelStore(
      StoreFaults storeFaults, Consumer<ElectionRecord> written, LongSupplier leastTerm) {
    this.storeFaults = storeFaults;
    this.written = written;
    this.leastTerm = leastTerm;
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

  /** Returns the ids of all leases stored, in their order. */
  public List<LeaseId> leases() {
    return leases.keySet().stream().sorted().toList();
  }

  // == What stores must not do ==

  /** Forgets the newest writes, though they were acknowledged: at most so many. */
  public void loseLast(int writes) {
    int lost = history.undo(writes, leases, records);
    int kept = Math.max(0, this.writes.size() - lost);
    this.writes.subList(kept, this.writes.size()).clear();
  }

  /** Returns everything stored now. */
  public Backup backup() {
    return new Backup(
        new LinkedHashMap<>(leases), new HashMap<>(records), writes.size(), history.grants());
  }

  /** Forgets everything written since. */
  public void restore(Backup backup) {
    history.restored(Math.min(backup.grants(), history.grants()), leases, backup.leases());
    leases.clear();
    leases.putAll(backup.leases());
    records.clear();
    records.putAll(backup.records());
    int kept = Math.min(backup.writes(), writes.size());
    writes.subList(kept, writes.size()).clear();
  }

  /** Deletes a record. */
  public void delete(String election) {
    history.deleted(election);
    records.remove(election);
  }

  /** Deletes a lease. */
  public void delete(LeaseId lease) {
    history.deleted(leases.remove(lease));
  }

  /** Returns whether new terms follow the server's clock, so that none comes again after a loss. */
  boolean followsClock() {
    return leastTerm.getAsLong() > 0;
  }

  /** Returns how many times something acknowledged was forgotten. */
  int losses() {
    return history.losses();
  }

  /** Returns whether a lease renewed last after so many losses may be taken for an older one. */
  boolean setBack(LeaseId id, int losses) {
    Lease lease = leases.get(id);
    long version = lease == null ? 0 : lease.version();
    return history.setBack(id) > losses || version <= history.highestForgotten(id);
  }

  /** Returns whether the store has forgotten that it gave this term to this lease. */
  boolean undone(String election, long term, LeaseId lease) {
    return history.undone(election, term, lease);
  }

  /** The same data is served under another identity from now on. */
  public void becomeAnother() {
    identity++;
  }

  /** Applies a request and returns the answer. */
  public Input.Reply apply(StoreRequest action) {
    if (action instanceof StoreRequest.Claim claim) {
      return written(
          claim.number(),
          claim.seen(),
          ElectionRecord::election,
          seen -> RecordChanges.claimed(records.get(seen.election()), claim, seen, leastTerm));
    }
    if (action instanceof StoreRequest.Vacate vacate) {
      return amended(vacate.number(), vacate.vacations());
    }
    if (action instanceof StoreRequest.Publish publish) {
      return amended(publish.number(), publish.publications());
    }
    if (action instanceof StoreRequest.ListLeases list) {
      return new Input.Listed(list.number(), List.copyOf(leases.values()), null);
    }
    if (action instanceof StoreRequest.Observe observe) {
      return new Input.Observed(observe.number(), observe(observe), null);
    }
    return new Input.Answered(action.number(), applied(action), null);
  }

  private Input.Reply amended(long number, List<? extends Amendment> amendments) {
    return written(number, amendments, amendment -> amendment.held().election(), this::amended);
  }

  private boolean applied(StoreRequest action) {
    if (action instanceof StoreRequest.Open open) {
      return open(open.lease());
    } else if (action instanceof StoreRequest.Renew renew) {
      Lease lease = leases.get(renew.lease());
      return lease != null && lease.live() && put(lease, lease.version() + 1, Lease.State.LIVE);
    } else if (action instanceof StoreRequest.End end) {
      Lease lease = leases.get(end.lease());
      return lease == null || !lease.live() || put(lease, lease.version(), Lease.State.ENDED);
    } else if (action instanceof StoreRequest.Fence fence) {
      return fence(fence.lease(), fence.version());
    } else if (action instanceof StoreRequest.Create create) {
      create.elections().stream()
          .filter(election -> !records.containsKey(election))
          .forEach(election -> write(ElectionRecord.created(election)));
    } else if (action instanceof StoreRequest.Purge purge) {
      purge.ended().stream().filter(this::idle).forEach(leases::remove);
    }
    return true;
  }

  private boolean idle(LeaseId id) {
    return ended(id) && records.values().stream().noneMatch(record -> record.heldBy(id));
  }

  private boolean open(Lease lease) {
    Lease present = leases.get(lease.id());
    return present == null ? put(lease) : present.live();
  }

  private boolean put(Lease lease, long version, Lease.State state) {
    return put(new Lease(lease.id(), version, lease.ttl(), state, lease.candidate()));
  }

  private boolean put(Lease lease) {
    history.lease(lease, leases.remove(lease.id()));
    leases.put(lease.id(), lease);
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
  private <T> Input.Reply written(
      long number,
      List<T> wanted,
      Function<? super T, String> election,
      Function<? super T, @Nullable ElectionRecord> change) {
    List<ElectionRecord> changed = new ArrayList<>();
    for (T one : wanted) {
      ElectionRecord result = storeFaults.refuses(election.apply(one)) ? null : change.apply(one);
      if (result != null) {
        changed.add(write(result));
      }
    }
    int told = storeFaults.toldOf(changed.size());
    // The connection may break while the rows are read.
    return told < 0
        ? new Input.Written(number, changed, null)
        : new Input.Written(number, changed.subList(0, told), BROKEN_OFF);
  }

  private @Nullable ElectionRecord amended(Amendment amendment) {
    ElectionRecord stored = records.get(amendment.held().election());
    return stored == null ? null : RecordChanges.amended(stored, amendment);
  }

  /** Somebody who need not be a candidate asks something of a leader, if there is one. */
  public void ask(String election, Request request) {
    ElectionRecord stored = records.get(election);
    if (stored != null && !stored.vacant()) {
      ElectionRecord asked = amended(new Amendment.Ask(stored, request));
      if (asked != null) {
        write(asked);
      }
    }
  }

  private ElectionRecord write(ElectionRecord record) {
    history.record(record, records.put(record.election(), record));
    writes.add(record.election());
    written.accept(record);
    return record;
  }

  private Observation observe(StoreRequest.Observe observe) {
    Collection<String> wanted = observe.elections();
    Marker since = observe.since();
    if (since != null && !since.equals(Marker.START)) {
      int from = Math.min(Integer.parseInt(since.position()), writes.size());
      List<String> changed =
          writes.subList(Math.max(0, from - storeFaults.overlap()), writes.size());
      if (!changed.isEmpty()) {
        wanted = new LinkedHashSet<>(wanted);
        wanted.addAll(changed);
      }
    }
    return new Observation(
        "store-" + identity,
        since == null ? null : new Marker(Integer.toString(writes.size())),
        present(wanted, records),
        present(observe.watched(), leases));
  }

  private static <K, V> List<V> present(Collection<K> keys, Map<K, V> table) {
    List<V> present = new ArrayList<>(keys.size());
    for (K key : keys) {
      V value = table.get(key);
      if (value != null) {
        present.add(value);
      }
    }
    return present;
  }
}
