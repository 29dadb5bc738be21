package io.election4j.sql;

import io.election4j.Candidate;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.support.JsonText;
import java.time.Duration;

/** Leases and records as rows. Both have the same columns, so that one statement reads both. */
public final class Rows {

  /** The columns of a record. */
  public static final String RECORD =
      "election, term, revision, holder, ttl_millis, leader, leader_attributes, leader_priority,"
          + " value, request";

  /** The columns of a lease, under the names of a record's. */
  static final String LEASE =
      "NULL AS election, version AS term, NULL AS revision, lease AS holder, ttl_millis, candidate"
          + " AS leader, attributes AS leader_attributes, priority AS leader_priority, state AS"
          + " value, NULL AS request";

  private Rows() {}

  /** Returns a record from the columns of {@link #RECORD}. */
  public static ElectionRecord record(Row row) {
    String holder = row.get("holder");
    boolean vacant = holder == null;
    return new ElectionRecord(
        row.text("election"),
        row.number("term"),
        row.number("revision"),
        vacant ? null : LeaseId.parse(row.text("holder")),
        vacant ? null : Duration.ofMillis(row.number("ttl_millis")),
        vacant ? null : candidate(row),
        row.text("value"),
        JsonText.request(row.get("request")));
  }

  static Lease lease(Row row) {
    return new Lease(
        LeaseId.parse(row.text("holder")),
        row.number("term"),
        Duration.ofMillis(row.number("ttl_millis")),
        Lease.State.valueOf(row.text("value")),
        candidate(row));
  }

  private static Candidate candidate(Row row) {
    return new Candidate(
        row.text("leader"),
        JsonText.attributes(row.text("leader_attributes")),
        (int) row.number("leader_priority"));
  }
}
