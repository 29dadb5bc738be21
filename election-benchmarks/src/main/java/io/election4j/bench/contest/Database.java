package io.election4j.bench.contest;

import io.election4j.bench.Counters;
import io.election4j.bench.Server;
import java.util.Map;

/** The server that is measured; it is somebody else's to close. */
record Database(Server server) implements Venue {

  private static final String[] STATEMENTS = {
    "Com_update", "Com_insert", "Com_delete", "Com_replace"
  };
  private static final String[] CHANGES = {
    "Innodb_rows_updated", "Innodb_rows_inserted", "Innodb_rows_deleted"
  };

  @Override
  public String url() {
    return server.url();
  }

  @Override
  public Counters counters() {
    Counters counted = server.raw().counters();
    if (server.mysql()) {
      return renamed(counted);
    }
    return server.sql() ? ofPostgreSql(counted) : counted;
  }

  /** It counts no statements, but every one that stands for itself is a transaction. */
  static Counters ofPostgreSql(Counters counted) {
    return new Counters(
        counted.nanos(),
        Map.of(
            ASKED,
            counted.of("transactions"),
            ROWS,
            counted.of("rows"),
            FSYNCS,
            counted.of("wal_sync")));
  }

  /** Returns the same by the names of all venues. */
  static Counters renamed(Counters counted) {
    return new Counters(
        counted.nanos(),
        Map.of(
            ASKED,
            counted.of("Questions"),
            WRITES,
            counted.sum(STATEMENTS),
            ROWS,
            counted.sum(CHANGES),
            FSYNCS,
            counted.of("Innodb_os_log_fsyncs")));
  }

  @Override
  public void close() {}
}
