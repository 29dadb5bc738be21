package io.election4j.spi;

import io.election4j.spi.ChangePush.Change;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Sinks;

/**
 * The data of {@link InMemoryLeaseStore}: two tables, and which record changed when. Each method is
 * one transaction; subscribers are told of a write after it, outside the lock.
 */
final class InMemoryTables {

  private static final Comparator<ElectionRecord> BY_CODE_POINTS =
      Comparator.comparing(
          record -> record.election().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private final String identity = "memory-" + UUID.randomUUID();

  /** In the order of the last write of each. */
  private final Map<LeaseId, Lease> leases = new LinkedHashMap<>();

  private final Map<String, ElectionRecord> records = new HashMap<>();

  /** Which election was written by which write: only the last write of each. */
  private final NavigableMap<Long, String> writes = new TreeMap<>();

  private final Map<String, Long> lastWrite = new HashMap<>();
  private long writeCount;

  private final List<Sinks.Many<Change>> queues = new CopyOnWriteArrayList<>();

  synchronized boolean open(Lease lease) {
    return leases
        .computeIfAbsent(lease.id(), id -> Lease.opening(id, lease.ttl(), lease.candidate()))
        .live();
  }

  synchronized boolean renew(LeaseId id) {
    Lease lease = leases.get(id);
    if (lease == null || !lease.live()) {
      return false;
    }
    keep(new Lease(id, lease.version() + 1, lease.ttl(), Lease.State.LIVE, lease.candidate()));
    return true;
  }

  synchronized boolean end(LeaseId own) {
    Lease lease = leases.get(own);
    return lease != null && lease.live() && fence(own, lease.version());
  }

  synchronized boolean fence(LeaseId rival, long version) {
    Lease lease = leases.get(rival);
    if (version == 0 && lease == null) {
      keep(Lease.fenced(rival));
      return true;
    }
    if (lease == null || !lease.live() || lease.version() != version) {
      return false;
    }
    keep(new Lease(rival, version, lease.ttl(), Lease.State.ENDED, lease.candidate()));
    return true;
  }

  private void keep(Lease lease) {
    leases.remove(lease.id());
    leases.put(lease.id(), lease);
  }

  synchronized List<ElectionRecord> create(Collection<String> elections) {
    return elections.stream()
        .filter(election -> !records.containsKey(election))
        .map(ElectionRecord::created)
        .map(this::store)
        .toList();
  }

  synchronized List<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    return seen.stream().flatMap(before -> claimOne(me, before).stream()).toList();
  }

  private List<ElectionRecord> claimOne(Lease me, ElectionRecord seen) {
    ElectionRecord stored = records.get(seen.election());
    if (stored == null || !Objects.equals(stored.holder(), seen.holder())) {
      return List.of();
    }
    if (seen.heldBy(me.id()) && stored.term() != seen.term()) {
      return List.of();
    }
    return List.of(store(taken(stored, seen.term(), me)));
  }

  private static ElectionRecord taken(ElectionRecord stored, long termSeen, Lease me) {
    // A term seen above the one stored means that the data went back: the next term must be above
    // both.
    return stored.claimedBy(me, Math.max(stored.term(), termSeen) + 1);
  }

  synchronized List<ElectionRecord> amend(Collection<Amendment> amendments) {
    return amendments.stream().flatMap(amendment -> amendOne(amendment).stream()).toList();
  }

  private List<ElectionRecord> amendOne(Amendment amendment) {
    ElectionRecord held = amendment.held();
    ElectionRecord stored = records.get(held.election());
    if (stored == null
        || stored.term() != held.term()
        || stored.revision() != held.revision()
        || !Objects.equals(stored.holder(), held.holder())) {
      return List.of();
    }
    return List.of(store(amendment.applied(stored)));
  }

  synchronized Observation observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    Set<String> wanted = new LinkedHashSet<>(elections);
    if (since != null && !since.equals(Marker.START)) {
      wanted.addAll(writes.tailMap(Long.parseLong(since.position()), false).values());
    }
    Marker next = since == null ? null : new Marker(Long.toString(writeCount));
    return new Observation(
        identity, next, present(wanted, records::get), present(watched, leases::get));
  }

  private static <K, V> List<V> present(Collection<K> keys, Function<K, @Nullable V> table) {
    return keys.stream().flatMap(key -> Stream.ofNullable(table.apply(key))).toList();
  }

  synchronized List<Lease> leases() {
    return List.copyOf(leases.values());
  }

  synchronized boolean purge(Collection<LeaseId> ended) {
    Set<@Nullable LeaseId> named =
        records.values().stream().map(ElectionRecord::holder).collect(Collectors.toSet());
    return leases
        .values()
        .removeIf(
            lease -> ended.contains(lease.id()) && !lease.live() && !named.contains(lease.id()));
  }

  synchronized List<ElectionRecord> list(String prefix) {
    return records.values().stream()
        .filter(record -> record.election().startsWith(prefix))
        .sorted(BY_CODE_POINTS)
        .toList();
  }

  private ElectionRecord store(ElectionRecord record) {
    writeCount++;
    Long former = lastWrite.put(record.election(), writeCount);
    if (former != null) {
      writes.remove(former);
    }
    writes.put(writeCount, record.election());
    records.put(record.election(), record);
    return record;
  }

  void addQueue(Sinks.Many<Change> queue) {
    queues.add(queue);
  }

  void removeQueue(Sinks.Many<Change> queue) {
    queues.remove(queue);
  }

  void push(List<ElectionRecord> written) {
    for (Sinks.Many<Change> queue : queues) {
      written.forEach(record -> queue.tryEmitNext(new Change.Written(record)));
    }
  }
}
