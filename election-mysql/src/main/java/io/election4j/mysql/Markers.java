package io.election4j.mysql;

import io.election4j.spi.Marker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * How readers find what was written since they read last.
 *
 * <p>A writing statement marks its rows with the server's time when it <em>began</em>, but they can
 * be seen only when it is done. So a reader looks {@link #OVERLAP} further back than its last read,
 * and a writer that took nearly as long marks its rows again. Once that time has passed without
 * writes, a read finds nothing.
 *
 * <p>When the server's clock goes back, readers look back from the new time, and leave out rows
 * marked in what is the future now; what is missed is found by reading records by name. The clock
 * decides nothing but which records are hinted at.
 */
final class Markers {

  /** Microseconds since 1970 in UTC when the statement began, whatever the time zones are. */
  static final String NOW = "TIMESTAMPDIFF(MICROSECOND, '1970-01-01 00:00:00', UTC_TIMESTAMP(6))";

  private static final Duration OVERLAP = Duration.ofSeconds(2);
  private static final Duration SLOW = Duration.ofMillis(1500);

  /** The condition of a record changed since a marker, with one question mark. */
  static final String SINCE =
      "changed BETWEEN LEAST(?, " + NOW + ") - " + OVERLAP.toMillis() * 1000 + " AND " + NOW;

  private static final String AGAIN =
      "UPDATE election_record SET changed = " + NOW + " WHERE election IN (%s) AND stamp = ?";

  private Markers() {}

  /** Returns the marker of what {@link #NOW} was. */
  static Marker at(long micros) {
    return new Marker(Long.toString(micros));
  }

  /**
   * Returns what a marker stands for; nothing if there is none, or only the start.
   *
   * @throws IllegalArgumentException if it is none of ours
   */
  static OptionalLong micros(@Nullable Marker marker) {
    if (marker == null || marker.equals(Marker.START)) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(marker.position()));
    } catch (NumberFormatException foreign) {
      throw new IllegalArgumentException("marker '" + marker.position() + "' is of another store");
    }
  }

  /** Runs a statement that writes records with a stamp, so that no reader can miss them. */
  static Mono<Long> marked(Session session, Sql statement, List<String> names, long stamp) {
    return Mono.defer(
        () -> {
          long began = System.nanoTime();
          return session
              .update(statement)
              .flatMap(
                  matched ->
                      matched == 0 || System.nanoTime() - began < SLOW.toNanos()
                          ? Mono.just(matched)
                          : again(session, names, stamp, Contention.TRIES).thenReturn(matched));
        });
  }

  /** A row that cannot be marked is found all the same, only later: by name. */
  private static Mono<Long> again(Session session, List<String> names, long stamp, int tries) {
    List<@Nullable Object> values = new ArrayList<>(Batches.pad(names));
    Sql sql = new Sql(AGAIN.formatted(Sql.repeat("?", values.size())), with(values, stamp));
    long began = System.nanoTime();
    return session
        .update(sql)
        .onErrorResume(Faults::contention, refused -> Mono.just(0L))
        .flatMap(
            done ->
                tries == 1 || System.nanoTime() - began < SLOW.toNanos()
                    ? Mono.just(done)
                    : again(session, names, stamp, tries - 1));
  }

  private static List<@Nullable Object> with(List<@Nullable Object> values, long stamp) {
    values.add(stamp);
    return values;
  }
}
