package io.election4j.proof.chaos;

import java.util.List;

/**
 * The guarded resource: for each election one record with a fence, the number of entries and the
 * entries, in the same database as the leases. A write is one conditional statement: it is accepted
 * only if its term is not below the fence, and raises the fence to its term.
 *
 * <p>Used by one thread at a time. Every method may block for as long as a few seconds.
 */
public interface Ledger extends AutoCloseable {

  /** Creates what is needed for an election, unless it is there. */
  void create(String election) throws Exception;

  /**
   * Appends an entry if the fence allows it.
   *
   * @return whether it was accepted
   * @throws Exception if that is unknown
   */
  boolean append(String election, long term, String entry) throws Exception;

  /** Reads all of it. */
  Contents read(String election) throws Exception;

  /** Closes what is open; called from another thread, too. */
  @Override
  void close();

  /**
   * What was accepted.
   *
   * @param value how many entries were accepted, by a counter of its own
   * @param entries in the order in which they were accepted
   */
  record Contents(long value, List<Entry> entries) {}

  /**
   * One write.
   *
   * @param term of the leader that wrote it
   * @param text as given
   */
  record Entry(long term, String text) {}
}
