package io.election4j.bench;

import java.net.InetSocketAddress;
import java.util.List;

/** Plain statements, one after the other on one connection, and what the server counts. */
public interface Raw extends AutoCloseable {

  /** Does one conditional update of one row by its key; returns how long that took, in ns. */
  long write();

  /** Reads one row by its key; returns how long that took, in ns. */
  long read();

  /** Changes this many rows in one statement; returns how long that took, in ns. */
  long writeMany(int rows);

  /**
   * Changes these election records, of which the store must know, in one statement; returns how
   * long that took, in ns.
   */
  long writeRecords(List<String> elections);

  /** Returns where the server is: the primary, if that is a set. */
  InetSocketAddress address();

  /** Returns what the server has counted; empty where it does not count. */
  Counters counters();

  @Override
  void close();
}
