package io.election4j.internal;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A connection to an in-memory store that fails on demand and counts its calls. It does not push.
 */
public class FaultyStore implements LeaseStore {

  /** What can be called. */
  public enum Call {
    PREPARE,
    OPEN,
    RENEW,
    END,
    FENCE,
    CREATE,
    CLAIM,
    AMEND,
    OBSERVE
  }

  /** What becomes of a call. */
  public enum Fault {
    /** Nothing is applied, and nothing answers. */
    STALLS,
    /** It is applied, and nothing answers. */
    LOSES_ANSWERS,
    /** Nothing is applied, and it fails. */
    FAILS,
    /** As {@link #FAILS}, for good. */
    IS_MISCONFIGURED,
    /** As {@link #FAILS}, because of a text that was given. */
    CANNOT_KEEP
  }

  private final InMemoryLeaseStore store;
  private final Map<Call, Fault> faults = new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<Integer> sizes = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  public FaultyStore(InMemoryLeaseStore store) {
    this.store = store;
  }

  public FaultyStore when(Call call, Fault fault) {
    faults.put(call, fault);
    return this;
  }

  public FaultyStore always(Fault fault) {
    Arrays.stream(Call.values()).forEach(call -> faults.put(call, fault));
    return this;
  }

  public void healthy() {
    faults.clear();
  }

  public int count(Call... kinds) {
    List<Call> wanted = List.of(kinds);
    return (int) calls.stream().filter(wanted::contains).count();
  }

  public int writes() {
    return calls.size() - count(Call.PREPARE, Call.OBSERVE);
  }

  public void forget() {
    calls.clear();
    sizes.clear();
  }

  /** Returns how many records each claim and amendment was about. */
  public List<Integer> batches() {
    return List.copyOf(sizes);
  }

  public boolean closed() {
    return closed;
  }

  @Override
  public Mono<Void> prepare() {
    return mono(Call.PREPARE, store.prepare());
  }

  @Override
  public Mono<Boolean> open(Lease lease) {
    return mono(Call.OPEN, store.open(lease));
  }

  @Override
  public Mono<Boolean> renew(LeaseId id) {
    return mono(Call.RENEW, store.renew(id));
  }

  @Override
  public Mono<Void> end(LeaseId own) {
    return mono(Call.END, store.end(own));
  }

  @Override
  public Mono<Boolean> fence(LeaseId rival, long version) {
    return mono(Call.FENCE, store.fence(rival, version));
  }

  @Override
  public Mono<Void> create(Collection<String> elections) {
    return mono(Call.CREATE, store.create(elections));
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    sizes.add(seen.size());
    return mono(Call.CLAIM, store.claim(me, seen).collectList()).flatMapIterable(r -> r);
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    sizes.add(amendments.size());
    return mono(Call.AMEND, store.amend(amendments).collectList()).flatMapIterable(r -> r);
  }

  @Override
  public Mono<Observation> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    return mono(Call.OBSERVE, store.observe(since, watched, elections));
  }

  @Override
  public void close() {
    closed = true;
    store.close();
  }

  protected <T> Mono<T> mono(Call call, Mono<T> answer) {
    return Mono.defer(
        () -> {
          calls.add(call);
          Fault fault = faults.get(call);
          if (fault == null) {
            return answer;
          }
          return switch (fault) {
            case STALLS -> Mono.never();
            case LOSES_ANSWERS -> answer.then(Mono.never());
            case FAILS -> Mono.error(StoreException.unavailable("connection refused", null));
            case IS_MISCONFIGURED ->
                Mono.error(StoreException.misconfigured("user: 'x' may not write", null));
            case CANNOT_KEEP -> Mono.error(StoreException.unstorable("half a character", null));
          };
        });
  }
}
