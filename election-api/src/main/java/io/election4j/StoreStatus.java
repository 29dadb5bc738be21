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
    Map<Operation, Outcomes> operations) {

  /** What this process asks of its store. */
  public enum Operation {
    PREPARE,
    OPEN,
    RENEW,
    END,
    FENCE,
    CREATE,
    CLAIM,
    VACATE,
    PUBLISH,
    OBSERVE,
    LIST_LEASES,
    PURGE
  }

  /**
   * How often an operation ended how; of claims, vacations and publications each record counts.
   *
   * @param applied done, or answered
   * @param refused certainly not done
   * @param unknown failed, or not answered in time: done or not
   */
  public record Outcomes(long applied, long refused, long unknown) {}

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

  private Outcomes renewing() {
    return operations.getOrDefault(Operation.RENEW, new Outcomes(0, 0, 0));
  }
}
