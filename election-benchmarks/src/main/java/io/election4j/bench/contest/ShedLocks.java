package io.election4j.bench.contest;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.support.KeepAliveLockProvider;

/**
 * ShedLock, which is a lock and no election, as one would lead with it: whoever does not hold an
 * election's lock tries to get it on a schedule, once in a while and not waiting, and whoever gets
 * it keeps it alive until it leaves. It is never told that its lock is lost.
 */
final class ShedLocks extends PerElection<Future<?>> {

  /** The least that it keeps alive. */
  static final Duration LOCK_AT_MOST_FOR = Duration.ofSeconds(30);

  /** As soon as election4j's followers look with its defaults, and no sooner. */
  private static final Duration SCHEDULE = Duration.ofMillis(500);

  /** As many as the pool has connections. */
  private static final int THREADS = 10;

  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(THREADS);
  private final ShedLockStore store;
  private final LockProvider locks;
  private final Map<String, SimpleLock> held = new ConcurrentHashMap<>();
  private final Set<String> tried = ConcurrentHashMap.newKeySet();
  private final Duration lease;
  private final Duration schedule;
  private final TermObserver witness;

  ShedLocks(Entry entry, TermObserver witness) {
    this.witness = witness;
    lease = entry.lease().isZero() ? LOCK_AT_MOST_FOR : entry.lease();
    schedule = entry.poll().isZero() ? SCHEDULE : entry.poll();
    store = ShedLockStore.open(entry.url());
    locks = new KeepAliveLockProvider(store.provider(), scheduler);
  }

  @Override
  Future<?> begin(String election) {
    return scheduler.scheduleWithFixedDelay(
        () -> attempt(election), 0, schedule.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void attempt(String election) {
    if (held.containsKey(election)) {
      return;
    }
    try {
      locks
          .lock(new LockConfiguration(Instant.now(), election, lease, Duration.ZERO))
          .ifPresent(
              lock -> {
                held.put(election, lock);
                witness.elected(election, System.nanoTime());
              });
      tried.add(election);
    } catch (RuntimeException failure) {
      // As its own schedules do: the next try may go well.
      System.err.println(election + " could not be locked: " + failure);
    }
  }

  @Override
  public int known() {
    return tried.size();
  }

  @Override
  void end(String election, Future<?> schedule) {
    schedule.cancel(false);
    SimpleLock lock = held.remove(election);
    if (lock != null) {
      lock.unlock();
      witness.revoked(election);
    }
  }

  @Override
  public Map<String, Long> commands() {
    return store.commands().counts();
  }

  @Override
  void disconnect() {
    scheduler.shutdownNow();
    store.close();
  }
}
