package io.election4j.proof.oracle;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a store has acknowledged, and what of it a loss has made void. */
final class History {

  /** No failover loses more. */
  private static final int KEPT = 64;

  /** One write and what was there before; exactly one of lease and election is given. */
  private record Write(
      @Nullable LeaseId lease,
      @Nullable Lease leaseBefore,
      @Nullable String election,
      @Nullable ElectionRecord before) {}

  /** A term given to a lease. */
  private record Grant(String election, long term, LeaseId lease) {}

  private final Deque<Write> newest = new ArrayDeque<>();
  private final List<Grant> grants = new ArrayList<>();
  private final Set<Grant> undone = new HashSet<>();
  private final Map<LeaseId, Integer> setBack = new HashMap<>();
  private final Map<LeaseId, Long> highest = new HashMap<>();
  private int losses;

  void lease(Lease now, @Nullable Lease before) {
    add(new Write(now.id(), before, null, null));
  }

  void record(ElectionRecord now, @Nullable ElectionRecord before) {
    add(new Write(null, null, now.election(), before));
    LeaseId holder = now.holder();
    if (holder != null && (before == null || now.term() > before.term())) {
      grants.add(new Grant(now.election(), now.term(), holder));
    }
  }

  private void add(Write write) {
    newest.addLast(write);
    if (newest.size() > KEPT) {
      newest.removeFirst();
    }
  }

  /** Undoes some of the newest writes in these tables; returns how many were to records. */
  int undo(int most, Map<LeaseId, Lease> leases, Map<String, ElectionRecord> records) {
    losses++;
    int undoneRecords = 0;
    for (int i = 0; i < most && !newest.isEmpty(); i++) {
      Write write = newest.removeLast();
      if (write.lease != null) {
        setBack(leases.get(write.lease));
        putBack(leases, write.lease, write.leaseBefore);
      } else if (write.election != null) {
        lost(records.get(write.election));
        putBack(records, write.election, write.before);
        undoneRecords++;
      }
    }
    return undoneRecords;
  }

  private void lost(@Nullable ElectionRecord record) {
    if (record != null && record.holder() != null) {
      undone.add(new Grant(record.election(), record.term(), record.holder()));
    }
  }

  private static <K, V> void putBack(Map<K, V> table, K key, @Nullable V before) {
    if (before == null) {
      table.remove(key);
    } else {
      table.put(key, before);
    }
  }

  int grants() {
    return grants.size();
  }

  /** A backup is restored that was made when there were so many grants. */
  void restored(int grantsThen, Map<LeaseId, Lease> now, Map<LeaseId, Lease> then) {
    losses++;
    newest.clear();
    undone.addAll(grants.subList(grantsThen, grants.size()));
    now.forEach(
        (id, lease) -> {
          if (!lease.equals(then.get(id))) {
            setBack(lease);
          }
        });
  }

  void deleted(String election) {
    losses++;
    newest.clear();
    grants.stream().filter(grant -> grant.election.equals(election)).forEach(undone::add);
  }

  void deleted(@Nullable Lease lease) {
    losses++;
    newest.clear();
    setBack(lease);
  }

  private void setBack(@Nullable Lease from) {
    if (from != null) {
      setBack.put(from.id(), losses);
      highest.merge(from.id(), from.version(), Math::max);
    }
  }

  /** Returns the highest version of a lease that was forgotten; 0 if none was. */
  long highestForgotten(LeaseId lease) {
    return losses == 0 ? 0 : highest.getOrDefault(lease, 0L);
  }

  int losses() {
    return losses;
  }

  /** Returns the number of the loss that set this lease back last; 0 if none did. */
  int setBack(LeaseId lease) {
    return losses == 0 ? 0 : setBack.getOrDefault(lease, 0);
  }

  boolean undone(String election, long term, LeaseId lease) {
    return losses > 0 && undone.contains(new Grant(election, term, lease));
  }
}
