package io.election4j.testkit.guard;

import io.election4j.Leadership;
import io.election4j.NoLongerLeaderException;

/**
 * A connection of an application that writes into a ledger, in transactions, each write with its
 * election and term. All methods block; an exception other than the one named means that the
 * transaction is of no use any more. Used by one thread at a time.
 */
public interface GuardedSession extends AutoCloseable {

  /** Begins a transaction. */
  void begin();

  /**
   * Reads the election's record without a lock, so that what the transaction sees of it is fixed
   * where the database does that.
   */
  void read(String election);

  /**
   * Asks the guard. Fails in another way outside a transaction, where no lock would last.
   *
   * @throws NoLongerLeaderException if it refuses
   */
  void check(Leadership leadership);

  /** Adds an entry to the ledger. */
  void write(String election, long term);

  /** Commits the transaction. */
  void commit();

  /** Rolls the transaction back, if there is one; never fails. */
  void rollback();

  /** Counts the entries of a term that are committed now; outside a transaction. */
  long written(String election, long term);

  @Override
  void close();
}
