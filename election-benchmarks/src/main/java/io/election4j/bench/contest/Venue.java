package io.election4j.bench.contest;

import io.election4j.bench.Counters;

/** A server on which contestants of one library meet. Safe for use by many threads. */
public interface Venue extends AutoCloseable {

  /** What {@link #counters()} calls all that was asked of the server. */
  String ASKED = "asked";

  /** What {@link #counters()} calls those of them that write. */
  String WRITES = "writes";

  /** What {@link #counters()} calls the changed rows, where there are any. */
  String ROWS = "rows";

  /** What {@link #counters()} calls flushes of the log to disk, where they are counted. */
  String FSYNCS = "fsyncs";

  /** Returns its address, as the library's contestants take it. */
  String url();

  /** Returns what it has counted until now; empty where only the clients can count. */
  Counters counters();

  @Override
  void close();
}
