package io.election4j.sql;

import io.election4j.Candidate;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.nio.charset.StandardCharsets;
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

  private static final int LONGEST_NAME = 200;

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
        Json.request(row.get("request")));
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
        Json.attributes(row.text("leader_attributes")),
        (int) row.number("leader_priority"));
  }

  /**
   * Returns whether an election can have this name. Names are compared as if they were padded with
   * spaces, so one with spaces at its end would be another election's.
   */
  static boolean storableName(String name) {
    int length = name.codePointCount(0, name.length());
    return length > 0 && length <= LONGEST_NAME && !name.endsWith(" ") && storable(name);
  }

  /** Returns whether a text has no half of a character beyond 16 bits without the other half. */
  static boolean storable(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
