package io.election4j.mongo;

import io.election4j.spi.Marker;
import java.util.Collection;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;

/**
 * The marker of a change is the highest time stamp seen, of records and of leases.
 *
 * <p>The primary stamps each document as it applies the write, from the cluster's logical clock,
 * and just after that the write gets its place in the oplog; a majority sees writes in the order of
 * the oplog. So whoever sees a write sees all that were stamped before it, but for those that were
 * being applied at that moment. They are stamped at most a few milliseconds earlier; the next
 * observation reads from {@value #OVERLAP_SECONDS} seconds earlier. No clock is read to find a
 * marker: the heartbeats of the leases watched move it on when no record changes, and idle
 * observations become empty again.
 */
final class Markers {

  static final int OVERLAP_SECONDS = 5;

  private Markers() {}

  static Marker marker(BsonTimestamp stamp) {
    return new Marker(Long.toUnsignedString(stamp.getValue()));
  }

  static BsonTimestamp of(Marker marker) {
    return marker.equals(Marker.START)
        ? RecordCodec.NOW
        : new BsonTimestamp(Long.parseUnsignedLong(marker.position()));
  }

  /** Returns the first stamp of those to read again. */
  static BsonTimestamp overlapped(Marker marker) {
    return earlier(of(marker), OVERLAP_SECONDS);
  }

  /** Returns the beginning of the second that was some seconds before. */
  static BsonTimestamp earlier(BsonTimestamp stamp, int seconds) {
    long second = stamp.getValue() >>> Integer.SIZE;
    return new BsonTimestamp(Math.max(0, second - seconds) << Integer.SIZE);
  }

  /** Returns the highest of the stamps of these documents, and of the other stamp. */
  static BsonTimestamp highest(Collection<BsonDocument> documents, BsonTimestamp other) {
    return documents.stream()
        .map(RecordCodec::changed)
        .filter(Objects::nonNull)
        .reduce(other, (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }
}
