package io.election4j.bench.contest;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * fabric8's LeaderElector with a Lease for each election. It has no defaults: these are 15, 10 and
 * 2 s as in its documentation, or the same parts of a given lease, and it releases when cancelled.
 */
final class Fabric8Elector extends PerElection<CompletableFuture<?>> {

  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final String NAMESPACE = "bench";

  private final KubernetesClient client;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final Entry entry;
  private final TermObserver witness;

  Fabric8Elector(Entry entry, TermObserver witness) {
    this.entry = entry;
    this.witness = witness;
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl(entry.url())
                    .withNamespace(NAMESPACE)
                    .withTrustCerts(true)
                    .build())
            .build();
  }

  @Override
  CompletableFuture<?> begin(String election) {
    return client.leaderElector().withConfig(config(election)).build().start();
  }

  private LeaderElectionConfig config(String election) {
    Duration lease = entry.lease().isZero() ? LEASE : entry.lease();
    return new LeaderElectionConfigBuilder()
        .withName(election)
        .withLock(new LeaseLock(NAMESPACE, election.replace('/', '-'), entry.name()))
        .withLeaseDuration(lease)
        .withRenewDeadline(lease.multipliedBy(10).dividedBy(15))
        .withRetryPeriod(lease.multipliedBy(2).dividedBy(15))
        .withReleaseOnCancel(true)
        .withLeaderCallbacks(
            new LeaderCallbacks(
                () -> witness.elected(election, System.nanoTime()),
                () -> witness.revoked(election),
                leader -> known.add(election)))
        .build();
  }

  @Override
  public int known() {
    return known.size();
  }

  @Override
  void end(String election, CompletableFuture<?> elector) {
    elector.cancel(true);
  }

  @Override
  void disconnect() {
    client.close();
  }
}
