package io.election4j.testkit;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import org.jspecify.annotations.Nullable;

/** Short words for histories. */
final class Told {

  private Told() {}

  static String of(@Nullable ElectionRecord record) {
    if (record == null) {
      return "absent";
    }
    String value = record.value().isEmpty() ? "" : " value '" + record.value() + "'";
    String holder = record.holder() == null ? "vacant" : "held by " + of(record.holder());
    return holder + " term " + record.term() + " revision " + record.revision() + value;
  }

  static String of(LeaseId lease) {
    return lease.toString().substring(0, 6);
  }
}
