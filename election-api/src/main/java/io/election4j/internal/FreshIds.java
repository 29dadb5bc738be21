package io.election4j.internal;

import io.election4j.spi.LeaseId;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps one lease id drawn, because drawing reads from a device and the engine's thread must not.
 */
final class FreshIds implements Supplier<LeaseId> {

  private final AtomicReference<@Nullable LeaseId> spare = new AtomicReference<>(LeaseId.random());
  private final Scheduler elsewhere;

  FreshIds(Scheduler elsewhere) {
    this.elsewhere = elsewhere;
  }

  @Override
  public LeaseId get() {
    LeaseId drawn = spare.getAndSet(null);
    Threads.schedule(elsewhere, () -> spare.compareAndSet(null, LeaseId.random()));
    return drawn != null ? drawn : LeaseId.random();
  }
}
