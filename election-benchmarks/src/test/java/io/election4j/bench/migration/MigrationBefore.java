package io.election4j.bench.migration;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.javacrumbs.shedlock.core.DefaultLockingTaskExecutor;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.LockingTaskExecutor;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.springframework.integration.leader.Context;
import org.springframework.integration.leader.DefaultCandidate;
import org.springframework.integration.support.leader.LockRegistryLeaderInitiator;
import org.springframework.integration.support.locks.LockRegistry;

/** What docs/migration.md begins with, compiled here, where the other libraries are. */
abstract class MigrationBefore {

  interface Jobs {
    void start();

    void stop();
  }

  abstract void closeBooks();

  abstract void closeNextBook();

  void shedLock(LockProvider lockProvider, ScheduledExecutorService scheduler) {
    LockingTaskExecutor locking = new DefaultLockingTaskExecutor(lockProvider);
    Runnable job = () -> closeBooks();
    scheduler.scheduleAtFixedRate(
        () ->
            locking.executeWithLock(
                job,
                new LockConfiguration(
                    Instant.now(), "books", Duration.ofMinutes(10), Duration.ofSeconds(5))),
        0,
        1,
        TimeUnit.MINUTES);
  }

  void springIntegration(LockRegistry<?> locks, Jobs jobs) {
    LockRegistryLeaderInitiator initiator =
        new LockRegistryLeaderInitiator(
            locks,
            new DefaultCandidate("billing-7", "books") {
              @Override
              public void onGranted(Context context) {
                jobs.start();
              }

              @Override
              public void onRevoked(Context context) {
                jobs.stop();
              }
            });
    initiator.start();
  }

  void curator(CuratorFramework client) throws Exception {
    try (LeaderLatch latch = new LeaderLatch(client, "/books", "billing-7")) {
      latch.start();
      latch.await();
      while (latch.hasLeadership()) {
        closeNextBook();
      }
    }
  }
}
