package io.election4j.engine;

import io.election4j.ElectionEvent.Reason;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;

/** What the engine tells of; state has changed before. */
public sealed interface Signal {

  /** The lease may be acted upon until this deadline. */
  record Trusted(LeaseId lease, Deadline until) implements Signal {}

  /** This process leads under this lease. */
  record Elected(String election, long term, LeaseId lease) implements Signal {}

  /**
   * The work is to stop; the term is still valid until it has. {@link Ceased} or {@link Revoked}
   * follows.
   */
  record Stopping(String election, long term) implements Signal {}

  /**
   * The work has stopped, the term is no longer valid and the office is being left. {@link Revoked}
   * follows.
   */
  record Ceased(String election, long term) implements Signal {}

  /** The term is over; work that still runs is to stop. */
  record Revoked(String election, long term, Reason reason) implements Signal {}

  /** The record names another leader, or none. */
  record Changed(ElectionRecord record) implements Signal {}

  /** Renewals fail while this process leads. */
  record AtRisk(String election, long term) implements Signal {}

  /** A renewal succeeded after {@link AtRisk}. */
  record Recovered(String election, long term) implements Signal {}

  /** This process takes no part in the election any more. */
  record Left(String election) implements Signal {}

  /** The store is prepared. */
  record Prepared() implements Signal {}

  /** The store cannot be used as it is configured; the engine does nothing more. */
  record Failed(Throwable cause) implements Signal {}

  /** An operation failed after one that did not. */
  record StoreUnavailable(Throwable cause) implements Signal {}

  /** An operation succeeded after one that did not. */
  record StoreRecovered() implements Signal {}

  /** The store went backwards, or is another one. */
  record StoreRegressed(String what) implements Signal {}

  /** Everything has been left and the lease is ended, or runs out. */
  record Closed() implements Signal {}
}
