package io.election4j.internal.engine;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the engine asks of the store. Every action is answered by exactly one {@link Input.Reply}
 * with its number; an action that takes longer than the operation timeout is answered as failed.
 */
public sealed interface StoreRequest {

  /** Returns the number that the reply carries; higher than that of every earlier action. */
  long number();

  /** {@link io.election4j.spi.LeaseStore#prepare}. */
  record Prepare(long number) implements StoreRequest {}

  /** {@link io.election4j.spi.LeaseStore#open}. */
  record Open(long number, Lease lease) implements StoreRequest {}

  /** {@link io.election4j.spi.LeaseStore#renew}. */
  record Renew(long number, LeaseId lease) implements StoreRequest {}

  /** {@link io.election4j.spi.LeaseStore#end}. */
  record End(long number, LeaseId lease) implements StoreRequest {}

  /** {@link io.election4j.spi.LeaseStore#fence}. */
  record Fence(long number, LeaseId lease, long version) implements StoreRequest {}

  /** {@link io.election4j.spi.LeaseStore#create}. */
  record Create(long number, List<String> elections) implements StoreRequest {}

  /** {@link io.election4j.spi.LeaseStore#claim}. */
  record Claim(long number, Lease lease, List<ElectionRecord> seen) implements StoreRequest {}

  /** {@link io.election4j.spi.LeaseStore#amend} with vacations. */
  record Vacate(long number, List<Amendment.Vacate> vacations) implements StoreRequest {}

  /** {@link io.election4j.spi.LeaseStore#amend} with publications. */
  record Publish(long number, List<Amendment.Publish> publications) implements StoreRequest {}

  /** {@link io.election4j.spi.LeaseStore#observe}. */
  record Observe(long number, @Nullable Marker since, List<LeaseId> watched, List<String> elections)
      implements StoreRequest {}

  /**
   * {@link io.election4j.spi.LeaseDirectory#leases}; answered with none where the store is not one.
   */
  record ListLeases(long number) implements StoreRequest {}

  /** {@link io.election4j.spi.LeaseDirectory#purge}; asked of stores that are one only. */
  record Purge(long number, List<LeaseId> ended) implements StoreRequest {}
}
