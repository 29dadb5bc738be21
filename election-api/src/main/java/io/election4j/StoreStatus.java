package io.election4j;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How a store serves this process.
 *
 * @param prepared whether {@link Elections#prepared()} has completed
 * @param available whether the last operation was answered
 * @param lastError what the store was not available for last, in one line without secrets; empty if
 *     it always was
 * @param lastErrorAt when that began, by the wall clock
 * @param operations how often it was asked what, and how that ended; what it was never asked is
 *     missing
 */
public record StoreStatus(
    boolean prepared,
    boolean available,
    Optional<String> lastError,
    Optional<Instant> lastErrorAt,
    Map<StoreOperation, StoreOperation.Outcomes> operations) {

  public StoreStatus {
    operations = Map.copyOf(operations);
  }

  /** Returns how often the lease was renewed. */
  public long renewals() {
    return renewing().applied();
  }

  /** Returns how often renewing the lease failed, or was refused. */
  public long failedRenewals() {
    return renewing().refused() + renewing().unknown();
  }

  private StoreOperation.Outcomes renewing() {
    return operations.getOrDefault(StoreOperation.RENEW, new StoreOperation.Outcomes(0, 0, 0));
  }
}
