package io.election4j.bench.contest;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.curator.retry.ExponentialBackoffRetry;

/** Curator as it comes. */
final class CuratorLatch extends PerElection<LeaderLatch> {

  private static final int SESSION_MILLIS = 60_000;
  private static final int CONNECT_MILLIS = 15_000;
  private static final int RETRY_MILLIS = 1_000;
  private static final int RETRIES = 3;

  private final CuratorFramework client;
  private final Entry entry;
  private final TermObserver witness;

  CuratorLatch(Entry entry, TermObserver witness) {
    this.entry = entry;
    this.witness = witness;
    int session = entry.lease().isZero() ? SESSION_MILLIS : (int) entry.lease().toMillis();
    client =
        CuratorFrameworkFactory.newClient(
            entry.url(),
            session,
            CONNECT_MILLIS,
            new ExponentialBackoffRetry(RETRY_MILLIS, RETRIES));
    client.start();
  }

  @Override
  LeaderLatch begin(String election) {
    LeaderLatch latch = new LeaderLatch(client, "/" + election, entry.name());
    latch.addListener(
        new LeaderLatchListener() {
          @Override
          public void isLeader() {
            witness.elected(election, System.nanoTime());
          }

          @Override
          public void notLeader() {
            witness.revoked(election);
          }
        });
    try {
      latch.start();
      return latch;
    } catch (Exception failure) {
      throw new IllegalStateException("cannot stand in " + election, failure);
    }
  }

  @Override
  void end(String election, LeaderLatch latch) {
    try {
      latch.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  void disconnect() {
    client.close();
  }
}
