package io.election4j.internal.engine;

import io.election4j.spi.ElectionRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of equal leases and candidates one instance only: a store reads them anew with every
 * record, and they are the same in all the records that one process leads.
 */
final class Interner {

  /** Beyond so many, those not met for the longest are kept more than once. */
  private static final int MOST = 1000;

  private final Map<Object, Object> met =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
          return size() > MOST;
        }
      };

  /** Returns an equal record of what is kept already. */
  ElectionRecord of(ElectionState state, ElectionRecord record) {
    ElectionRecord known = state.record;
    if (known != null && known.equals(record)) {
      return known;
    }
    return new ElectionRecord(
        state.election,
        record.term(),
        record.revision(),
        one(record.holder()),
        one(record.ttl()),
        one(record.leader()),
        known != null && known.value().equals(record.value()) ? known.value() : record.value(),
        record.request());
  }

  @SuppressWarnings("unchecked")
  private <T> @Nullable T one(@Nullable T value) {
    return value == null
        ? null
        : (T) Objects.requireNonNullElse(met.putIfAbsent(value, value), value);
  }
}
