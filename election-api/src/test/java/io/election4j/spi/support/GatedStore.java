package io.election4j.spi.support;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A blocking store in memory, in which calls do first what a test wants. */
class GatedStore implements BlockingLeaseStore {

  /** What a call does first, on the thread that makes it. */
  interface Gate {
    void pass(String call) throws Exception;
  }

  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<Thread> threads = new CopyOnWriteArrayList<>();
  final AtomicInteger closed = new AtomicInteger();
  private final InMemoryLeaseStore store = InMemoryLeaseStore.create();
  private volatile Gate gate = call -> {};

  void gate(Gate next) {
    gate = next;
  }

  private void pass(String call) throws Exception {
    calls.add(call);
    threads.add(Thread.currentThread());
    gate.pass(call);
  }

  @Override
  public void prepare() throws Exception {
    pass("prepare");
  }

  @Override
  public boolean open(Lease lease) throws Exception {
    pass("open");
    return Boolean.TRUE.equals(store.open(lease).block());
  }

  @Override
  public boolean renew(LeaseId id) throws Exception {
    pass("renew");
    return Boolean.TRUE.equals(store.renew(id).block());
  }

  @Override
  public void end(LeaseId own) throws Exception {
    pass("end");
    store.end(own).block();
  }

  @Override
  public boolean fence(LeaseId rival, long version) throws Exception {
    pass("fence");
    return Boolean.TRUE.equals(store.fence(rival, version).block());
  }

  @Override
  public void create(Collection<String> elections) throws Exception {
    pass("create");
    store.create(elections).block();
  }

  @Override
  public List<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) throws Exception {
    pass("claim");
    return Objects.requireNonNull(store.claim(me, seen).collectList().block());
  }

  @Override
  public List<ElectionRecord> amend(Collection<Amendment> amendments) throws Exception {
    pass("amend");
    return Objects.requireNonNull(store.amend(amendments).collectList().block());
  }

  @Override
  public Observation observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections)
      throws Exception {
    pass("observe");
    return Objects.requireNonNull(store.observe(since, watched, elections).block());
  }

  @Override
  public void close() {
    closed.incrementAndGet();
    store.close();
  }
}
