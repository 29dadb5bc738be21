package io.election4j;

import static java.util.Objects.requireNonNull;

/**
 * Keeps writes of former leaders away from something that is not in the election's database: a
 * file, a device, a service that gets the term with every request.
 *
 * <p>It lets a write through only if no write of a higher term came before. So it stops a former
 * leader as soon as the next one has written; one that lets its leader write something first, after
 * it was elected, closes the gap. Writes run one at a time, on the thread of the caller, so that an
 * older one is done before a newer one begins.
 *
 * <p>It remembers terms in this process only. Where the resource outlives the process, keep the
 * term with it: read it from there at the start; or let the resource compare by itself, in SQL for
 * instance with {@code UPDATE ... SET ..., fence = ? WHERE ... AND fence <= ?}, the term for both
 * question marks: no row updated means that the term is over.
 *
 * <p>Safe for use by many threads.
 */
public final class TermFence {

  private final String election;
  private long highest;

  private TermFence(String election, long highest) {
    this.election = election;
    this.highest = highest;
  }

  /** Returns a fence that has seen no term yet. */
  public static TermFence of(String election) {
    return of(election, 0);
  }

  /**
   * Returns a fence that has seen a term.
   *
   * @param highest the highest term that the resource was ever written under; 0 for none
   */
  public static TermFence of(String election, long highest) {
    return new TermFence(requireNonNull(election, "election"), highest);
  }

  /**
   * Runs a write, unless it comes too late. What the write throws is thrown; its term counts all
   * the same.
   *
   * @param term {@link Leadership#term()} of whoever wants to write
   * @throws NoLongerLeaderException if a write of a higher term came before; nothing was run
   */
  public synchronized void write(long term, Runnable write) {
    if (term < highest) {
      throw new NoLongerLeaderException(election, term);
    }
    highest = term;
    write.run();
  }

  /** Returns the highest term that a write came with. */
  public synchronized long highest() {
    return highest;
  }
}
