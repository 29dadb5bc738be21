package io.election4j.sql;

import io.election4j.spi.Marker;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
public final class Markers {

  /** How much further back than its last read a reader looks. */
  static final long OVERLAP_MICROS = 2_000_000;

  private static final long SLOW_NANOS = 1_500_000_000;

  private static final String AGAIN =
      "UPDATE election_record SET changed = {now} WHERE election IN (%s) AND stamp = ?";

  private Markers() {}

  /** Returns a text with the server's time where it says so. */
  static String timed(SqlSession session, String text) {
    return text.replace("{now}", session.dialect().now());
  }

  /** Returns a statement with the server's time where the text says so. */
  static Sql timed(SqlSession session, String text, @Nullable Object... values) {
    return Sql.of(timed(session, text), values);
  }

  /**
   * Runs a statement that writes records with a stamp, so that no reader can miss them.
   *
   * @param nothing tells by its answer whether it has written nothing
   */
  static <T> Mono<T> marked(
      SqlSession session, Mono<T> statement, Predicate<T> nothing, List<String> names, long stamp) {
    return Mono.defer(
        () -> {
          long began = System.nanoTime();
          return statement.flatMap(
              answer ->
                  nothing.test(answer) || System.nanoTime() - began < SLOW_NANOS
                      ? Mono.just(answer)
                      : again(session, names, stamp, SqlSession.TRIES).thenReturn(answer));
        });
  }

  /** The same of one that answers with the number of records written. */
  public static Mono<Long> marked(
      SqlSession session, Sql statement, List<String> names, long stamp) {
    return marked(session, session.update(statement), matched -> matched == 0, names, stamp);
  }

  /** A row that cannot be marked is found all the same, only later: by name. */
  private static Mono<Long> again(SqlSession session, List<String> names, long stamp, int tries) {
    long began = System.nanoTime();
    return session
        .update(Sql.listing(timed(session, AGAIN), names, stamp))
        .onErrorResume(session.dialect()::contention, refused -> Mono.just(0L))
        .flatMap(
            done ->
                tries == 1 || System.nanoTime() - began < SLOW_NANOS
                    ? Mono.just(done)
                    : again(session, names, stamp, tries - 1));
  }

  /**
   * How far a reader has read: all that was marked until a time, and from a little before that time
   * on the statements of certain stamps.
   *
   * <p>All rows of a statement become visible at once. So who has read one of its rows has read
   * them all, and what is read again for the sake of slow writers can leave them out, as long as
   * they bear its stamp.
   *
   * @param micros the server's time of the last read
   * @param read when the statements read are marked, by stamp; those that are far enough back are
   *     forgotten
   */
  public record Position(long micros, Map<Long, Long> read) {

    /** More statements in so short a time are read once more, which does no harm. */
    private static final int MOST = Sql.SMALL;

    private static final String SINCE =
        "changed BETWEEN LEAST(?, {now}) - " + Markers.OVERLAP_MICROS + " AND {now}";

    private static final String OTHERS = " AND stamp NOT IN (%s)";

    public Position {
      read = Collections.unmodifiableMap(new LinkedHashMap<>(read));
    }

    /**
     * Returns what a marker stands for.
     *
     * @throws IllegalArgumentException if it is none of ours
     */
    public static Position of(Marker marker) {
      try {
        String[] parts = marker.position().split(";");
        Map<Long, Long> read = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
          String[] pair = parts[i].split(":");
          read.put(Long.parseLong(pair[0]), Long.parseLong(pair[1]));
        }
        return new Position(Long.parseLong(parts[0]), read);
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException foreign) {
        throw new IllegalArgumentException(
            "marker '" + marker.position() + "' is of another store");
      }
    }

    /** Returns what stands for this. */
    public Marker marker() {
      return new Marker(
          read.entrySet().stream()
              .map(statement -> ";" + statement.getKey() + ":" + statement.getValue())
              .collect(Collectors.joining("", Long.toString(micros), "")));
    }

    /** Returns the condition of what is still to be read; its values are added to those given. */
    public String unread(List<@Nullable Object> values) {
      values.add(micros);
      if (read.isEmpty()) {
        return SINCE;
      }
      List<Long> stamps = Sql.pad(List.copyOf(read.keySet()));
      values.addAll(stamps);
      return SINCE + OTHERS.formatted(Sql.repeat("?", stamps.size()));
    }

    /** Returns the position after a read at a time that has found these statements. */
    public Position after(long now, Map<Long, Long> found) {
      Map<Long, Long> all = new LinkedHashMap<>(read);
      all.putAll(found);
      Map<Long, Long> recent = new LinkedHashMap<>();
      all.entrySet().stream()
          .filter(statement -> statement.getValue() >= now - Markers.OVERLAP_MICROS)
          .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
          .limit(MOST)
          .forEach(statement -> recent.put(statement.getKey(), statement.getValue()));
      return new Position(now, recent);
    }
  }
}
