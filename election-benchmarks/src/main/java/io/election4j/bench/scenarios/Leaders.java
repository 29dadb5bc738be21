package io.election4j.bench.scenarios;

import io.election4j.Candidate;
import io.election4j.ElectionEvent;
import io.election4j.Elections;
import io.election4j.bench.contest.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Pretended processes that lead one election each. Not thread-safe. */
final class Leaders implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

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
          Elections.builder(Connecting.to(url))
              .candidate(Candidate.named("leader-" + i))
              .lease(lease)
              .build();
      all.add(elections);
      elections.events().subscribe(this::on);
      elections.trustedUntil().subscribe(until -> renewals.incrementAndGet());
      elections.join("bench/latency-" + lease.toSeconds() + "-" + i);
    }
    Waiting.until("all lead", PATIENCE, () -> "", () -> elected.get() >= count);
  }

  private void on(ElectionEvent event) {
    if (event instanceof ElectionEvent.Elected) {
      elected.incrementAndGet();
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

  /** Returns how many renewals were not. */
  long failedRenewals() {
    return all.stream().mapToLong(each -> each.snapshot().store().failedRenewals()).sum();
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
