package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Marker;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;

class MarkersTest {

  @Test
  void aMarkerKeepsItsStamp() {
    BsonTimestamp late = new BsonTimestamp(0x90000000, 17);
    assertThat(Markers.of(Markers.marker(late))).isEqualTo(late);
    assertThat(Markers.of(Marker.START)).isEqualTo(new BsonTimestamp(0, 0));
  }

  @Test
  void theHighestStampIsTheNewestSeenAndNeverGoesBack() {
    BsonTimestamp before = new BsonTimestamp(100, 5);
    assertThat(Markers.highest(List.of(), before)).isEqualTo(before);
    assertThat(Markers.highest(List.of(stamped(99, 9), new BsonDocument()), before))
        .isEqualTo(before);
    assertThat(Markers.highest(List.of(stamped(100, 7), stamped(100, 6)), before))
        .isEqualTo(new BsonTimestamp(100, 7));
  }

  @Test
  void readingGoesBackAFewSecondsForWritesInFlight() {
    assertThat(Markers.overlapped(Markers.marker(new BsonTimestamp(100, 7))))
        .isEqualTo(new BsonTimestamp(95, 0));
    assertThat(Markers.overlapped(Markers.marker(new BsonTimestamp(0x90000000, 7))))
        .as("after the year 2038")
        .isEqualTo(new BsonTimestamp(0x90000000 - 5, 0));
    assertThat(Markers.overlapped(Markers.marker(new BsonTimestamp(1, 7))))
        .isEqualTo(new BsonTimestamp(0, 0));
  }

  private static BsonDocument stamped(int seconds, int ordinal) {
    return new BsonDocument(RecordCodec.CHANGED, new BsonTimestamp(seconds, ordinal));
  }
}
