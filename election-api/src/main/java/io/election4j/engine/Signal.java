package io.election4j.engine;

import io.election4j.ElectionEvent.Reason;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;

/** What the engine tells of; state has changed before. */
public sealed interface Signal {

  /** A signal about one election. */
  sealed interface OfElection extends Signal {

    /** Returns the election's name. */
    String election();
  }

  /** The lease may be acted upon until this deadline. */
  record Trusted(LeaseId lease, Deadline until) implements Signal {}

  /** This process leads under this lease. */
  record Elected(String election, long term, LeaseId lease) implements OfElection {}

  /**
   * The work is to stop; the term is still valid until it has. {@link Ceased} or {@link Revoked}
   * follows.
   */
  record Stopping(String election, long term) implements OfElection {}

  /**
   * The work has stopped, the term is no longer valid and the office is being left. {@link Revoked}
   * follows.
   */
  record Ceased(String election, long term) implements OfElection {}

  /** The term is over; work that still runs is to stop. */
  record Revoked(String election, long term, Reason reason) implements OfElection {}

  /** The record names another leader, or none. */
  record Changed(ElectionRecord record) implements OfElection {
    @Override
    public String election() {
      return record.election();
    }
  }

  /** Renewals fail while this process leads. */
  record AtRisk(String election, long term) implements OfElection {}

  /** A renewal succeeded after {@link AtRisk}. */
  record Recovered(String election, long term) implements OfElection {}

  /** This process takes no part in the election any more. */
  record Left(String election) implements OfElection {}

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
