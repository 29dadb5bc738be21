package io.election4j.bench.scenarios;

import static io.election4j.internal.RunningElections.trustedUntil;

import io.election4j.Candidate;
import io.election4j.ElectionEvent;
import io.election4j.Elections;
import io.election4j.bench.Samples;
import io.election4j.bench.Server;
import io.election4j.bench.contest.StoreCall;
import io.election4j.bench.contest.TermObserver;
import io.election4j.bench.contest.WatchedStore;
import io.election4j.demo.harness.Waiting;
import io.election4j.testkit.RelayedStore.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Pretended processes that lead one election each. Not thread-safe. */
final class Leaders implements AutoCloseable, TermObserver {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Queue<Double> millis = new ConcurrentLinkedQueue<>();
  private final List<Elections> all = new ArrayList<>();
  private final AtomicInteger elected = new AtomicInteger();
  private final AtomicInteger renewals = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final Map<ElectionEvent.Reason, Integer> reasons = new ConcurrentHashMap<>();
  private final AtomicInteger atRisk = new AtomicInteger();

  /** Starts so many, and waits until all lead. */
  Leaders(String url, int count, Duration lease) {
    for (int i = 0; i < count; i++) {
      Elections elections =
          Elections.builder(WatchedStore.of(Server.store(url), this))
              .candidate(Candidate.named("leader-" + i))
              .lease(lease)
              .build();
      all.add(elections);
      elections.events().subscribe(this::on);
      trustedUntil(elections).subscribe(until -> renewals.incrementAndGet());
      elections.join("bench/latency-" + lease.toSeconds() + "-" + i);
    }
    Waiting.until("all lead", PATIENCE, () -> elected.get() >= count);
  }

  private void on(ElectionEvent event) {
    if (event instanceof ElectionEvent.Elected) {
      elected(event.election(), System.nanoTime());
    } else if (event instanceof ElectionEvent.Revoked revoked) {
      lost.incrementAndGet();
      reasons.merge(revoked.reason(), 1, Integer::sum);
    } else if (event instanceof ElectionEvent.AtRisk) {
      atRisk.incrementAndGet();
    }
  }

  Duration operationTimeout() {
    return all.get(0).timing().operationTimeout();
  }

  /** Returns how many renewals were acknowledged in time. */
  int renewals() {
    return renewals.get();
  }

  /** Forgets how long renewals took so far. */
  void forgetRenewals() {
    millis.clear();
  }

  /** Returns how long renewals took that were answered at all, in ms. */
  Samples renewalMillis() {
    return Samples.of(List.copyOf(millis));
  }

  @Override
  public boolean watches() {
    return true;
  }

  @Override
  public void called(StoreCall call) {
    if (call.kind() == Call.RENEW) {
      millis.add((call.end() - call.start()) / 1e6);
    }
  }

  @Override
  public void elected(String election, long nanos) {
    elected.incrementAndGet();
  }

  /** Returns how many renewals were not. */
  long failedRenewals() {
    return all.stream().mapToLong(each -> each.status().store().failedRenewals()).sum();
  }

  /** Returns how often one was told that it no longer leads. */
  int lost() {
    return lost.get();
  }

  /** Returns how often it was why; for a person. */
  String reasons() {
    return reasons.toString();
  }

  /** Returns how often one was told that it may soon not lead any more. */
  int atRisk() {
    return atRisk.get();
  }

  @Override
  public void close() {
    all.forEach(Elections::close);
  }
}
