package io.election4j.mysql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * How writers tell readers what they have written.
 *
 * <p>A writing statement marks its rows with the server's time when it <em>began</em>, but they can
 * be seen only when it is done. So a {@linkplain Position reader} looks further back than its last
 * read, and a writer that took nearly as long marks its rows again.
 *
 * <p>When the server's clock goes back, readers look back from the new time, and leave out rows
 * marked in what is the future now; what is missed is found by reading records by name. The clock
 * decides nothing but which records are hinted at.
 */
final class Markers {

  /** Microseconds since 1970 in UTC when the statement began, whatever the time zones are. */
  static final String NOW = "TIMESTAMPDIFF(MICROSECOND, '1970-01-01 00:00:00', UTC_TIMESTAMP(6))";

  /** How much further back than its last read a reader looks. */
  static final long OVERLAP_MICROS = 2_000_000;

  private static final long SLOW_NANOS = 1_500_000_000;

  private static final String AGAIN =
      "UPDATE election_record SET changed = " + NOW + " WHERE election IN (%s) AND stamp = ?";

  private Markers() {}

  /** Runs a statement that writes records with a stamp, so that no reader can miss them. */
  static Mono<Long> marked(Session session, Sql statement, List<String> names, long stamp) {
    return Mono.defer(
        () -> {
          long began = System.nanoTime();
          return session
              .update(statement)
              .flatMap(
                  matched ->
                      matched == 0 || System.nanoTime() - began < SLOW_NANOS
                          ? Mono.just(matched)
                          : again(session, names, stamp, Retries.TRIES).thenReturn(matched));
        });
  }

  /** A row that cannot be marked is found all the same, only later: by name. */
  private static Mono<Long> again(Session session, List<String> names, long stamp, int tries) {
    List<@Nullable Object> values = new ArrayList<>(Batches.pad(names));
    Sql sql = new Sql(AGAIN.formatted(Sql.repeat("?", values.size())), with(values, stamp));
    long began = System.nanoTime();
    return session
        .update(sql)
        .onErrorResume(MySqlErrors::contention, refused -> Mono.just(0L))
        .flatMap(
            done ->
                tries == 1 || System.nanoTime() - began < SLOW_NANOS
                    ? Mono.just(done)
                    : again(session, names, stamp, tries - 1));
  }

  private static List<@Nullable Object> with(List<@Nullable Object> values, long stamp) {
    values.add(stamp);
    return values;
  }
}
