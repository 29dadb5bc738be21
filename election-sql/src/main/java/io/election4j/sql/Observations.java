package io.election4j.sql;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.spi.support.Batches;
import io.election4j.sql.Markers.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads everything a poll needs in one statement: who the server is and what time it has, the
 * leases watched, the records changed and the records named.
 */
final class Observations {

  private static final String LEASES =
      " UNION ALL SELECT 1, " + Rows.LEASE + ", NULL, NULL FROM election_lease WHERE lease IN (%s)";

  private static final String RECORDS =
      " UNION ALL SELECT 2, " + Rows.RECORD + ", changed, stamp FROM election_record WHERE ";

  private static final String CHANGED =
      " UNION ALL SELECT 3, " + Rows.RECORD + ", changed, stamp FROM election_record WHERE ";

  /** What a server that can be written to says. */
  private static final String WRITABLE = "writable";

  private final @Nullable Position since;
  private String identity = "";
  private long now;
  private final List<ElectionRecord> records = new ArrayList<>();
  private final List<Lease> leases = new ArrayList<>();
  private final Map<Long, Long> read = new HashMap<>();

  private Observations(@Nullable Position since) {
    this.since = since;
  }

  /**
   * Reads.
   *
   * @param marker finds what was changed; {@code null} for no marker, {@link Marker#START} for
   *     nothing but the next one
   * @throws IllegalArgumentException if the marker is of another store
   */
  static Function<SqlSession, Mono<Observation>> observe(
      @Nullable Marker marker, Collection<LeaseId> watched, Collection<String> elections) {
    Position since = marker == null || marker.equals(Marker.START) ? null : Position.of(marker);
    List<List<LeaseId>> leases = Batches.split(watched, Sql.LARGE);
    List<List<String>> names = Batches.split(elections, Sql.LARGE);
    List<Parts> statements = new ArrayList<>();
    statements.add(new Parts(since, entry(leases, 0), entry(names, 0)));
    for (int i = 1; i < Math.max(leases.size(), names.size()); i++) {
      statements.add(new Parts(null, entry(leases, i), entry(names, i)));
    }
    return session -> {
      Observations all = new Observations(since);
      return Flux.fromIterable(statements)
          .concatMap(parts -> session.rows(parts.sql(session), all::add))
          .then(Mono.fromSupplier(() -> all.observation(marker != null)));
    };
  }

  private static <T> List<T> entry(List<List<T>> batches, int index) {
    return index < batches.size() ? batches.get(index) : List.of();
  }

  /** What one statement reads. */
  private record Parts(@Nullable Position since, List<LeaseId> leases, List<String> names) {

    Sql sql(SqlSession session) {
      StringBuilder text = new StringBuilder(session.dialect().server(session.identity()));
      List<@Nullable Object> values = new ArrayList<>();
      if (!leases.isEmpty()) {
        List<LeaseId> padded = Sql.pad(leases);
        text.append(LEASES.formatted(Sql.repeat("?", padded.size())));
        padded.forEach(lease -> values.add(lease.toString()));
      }
      if (since != null) {
        text.append(CHANGED).append(since.unread(values));
      }
      if (!names.isEmpty()) {
        List<String> padded = Sql.pad(names);
        text.append(RECORDS)
            .append("election IN (")
            .append(Sql.repeat("?", padded.size()))
            .append(')');
        values.addAll(padded);
      }
      return new Sql(Markers.timed(session, text.toString()), values);
    }
  }

  private boolean add(Row row) {
    return switch ((int) row.number("kind")) {
      case 0 -> server(row);
      case 1 -> leases.add(Rows.lease(row));
      case 2 -> records.add(Rows.record(row));
      default -> changed(row);
    };
  }

  private boolean changed(Row row) {
    read.put(row.number("stamp"), row.number("changed"));
    return records.add(Rows.record(row));
  }

  private boolean server(Row row) {
    String answering = row.text("election");
    if (!identity.isEmpty() && !identity.equals(answering)) {
      throw new IllegalStateException("another server answered during the read");
    }
    if (!WRITABLE.equals(row.text("value"))) {
      throw new IllegalStateException("the server is read-only now");
    }
    if (identity.isEmpty()) {
      identity = answering;
      now = row.number("term");
    }
    return true;
  }

  private Observation observation(boolean marked) {
    Position next = since == null ? new Position(now, Map.of()) : since.after(now, read);
    return new Observation(identity, marked ? next.marker() : null, records, leases);
  }
}
