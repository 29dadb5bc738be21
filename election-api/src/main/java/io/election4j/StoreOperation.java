package io.election4j;

/** What an engine asks of its store. */
public enum StoreOperation {
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
  PURGE;

  /**
   * How often an operation ended how; of claims, vacations and publications each record counts.
   *
   * @param applied done, or answered
   * @param refused certainly not done
   * @param unknown failed, or not answered in time: done or not
   */
  public record Outcomes(long applied, long refused, long unknown) {}
}
