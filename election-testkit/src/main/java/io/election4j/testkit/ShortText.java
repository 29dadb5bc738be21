package io.election4j.testkit;

import io.election4j.Request;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Short words for histories. */
final class ShortText {

  private ShortText() {}

  static String of(@Nullable ElectionRecord record) {
    if (record == null) {
      return "absent";
    }
    String value = record.value().isEmpty() ? "" : " value '" + record.value() + "'";
    String holder = record.holder() == null ? "vacant" : "held by " + of(record.holder());
    String request = record.request() == null ? "" : " " + of(record.request());
    return holder + " term " + record.term() + " revision " + record.revision() + value + request;
  }

  static String of(Request request) {
    String kind = request.kind().name().toLowerCase(Locale.ROOT);
    String successor = request.successor().isEmpty() ? "" : " to " + request.successor();
    return "asked by " + request.by() + " to " + kind + successor;
  }

  static String of(LeaseId lease) {
    return lease.toString().substring(0, 6);
  }
}
