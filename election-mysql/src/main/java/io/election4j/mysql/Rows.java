package io.election4j.mysql;

import io.election4j.Candidate;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Leases and records as rows. Both have the same columns, so that one statement reads both. */
final class Rows {

  /** The columns of a record. */
  static final String RECORD =
      "election, term, revision, holder, ttl_millis, leader, leader_attributes, leader_priority,"
          + " value, request";

  /** The columns of a lease, under the names of a record's. */
  static final String LEASE =
      "NULL AS election, version AS term, NULL AS revision, lease AS holder, ttl_millis, candidate"
          + " AS leader, attributes AS leader_attributes, priority AS leader_priority, state AS"
          + " value, NULL AS request";

  private static final int LONGEST_NAME = 200;

  private Rows() {}

  static ElectionRecord record(Readable row) {
    String holder = row.get("holder", String.class);
    boolean vacant = holder == null;
    return new ElectionRecord(
        text(row, "election"),
        number(row, "term"),
        number(row, "revision"),
        vacant ? null : LeaseId.parse(text(row, "holder")),
        vacant ? null : Duration.ofMillis(number(row, "ttl_millis")),
        vacant ? null : candidate(row),
        text(row, "value"),
        Json.request(row.get("request", String.class)));
  }

  static Lease lease(Readable row) {
    return new Lease(
        LeaseId.parse(text(row, "holder")),
        number(row, "term"),
        Duration.ofMillis(number(row, "ttl_millis")),
        Lease.State.valueOf(text(row, "value")),
        candidate(row));
  }

  static String text(Readable row, String column) {
    return present(row.get(column, String.class), column);
  }

  static String text(Readable row, int column) {
    return present(row.get(column, String.class), Integer.toString(column));
  }

  static long number(Readable row, String column) {
    return present(row.get(column, Long.class), column);
  }

  private static Candidate candidate(Readable row) {
    return new Candidate(
        text(row, "leader"),
        Json.attributes(text(row, "leader_attributes")),
        (int) number(row, "leader_priority"));
  }

  private static <T> T present(@Nullable T value, String column) {
    if (value == null) {
      throw new NoSuchElementException("column " + column + " is NULL");
    }
    return value;
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
