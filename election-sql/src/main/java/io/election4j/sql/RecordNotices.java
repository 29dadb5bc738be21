package io.election4j.sql;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.support.Batches;
import io.election4j.spi.support.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What writers tell those who listen: the stamps of their statements, or a record. */
public final class RecordNotices {

  /** Further back than any statement that has just been notified of began. */
  private static final long BACK_MICROS = 60_000_000;

  private static final String STAMPED =
      "SELECT "
          + Rows.RECORD
          + " FROM election_record WHERE changed > {now} - "
          + BACK_MICROS
          + " AND stamp IN (%s)";

  private RecordNotices() {}

  /** Reads the records that bear these stamps; those written again since bear another one. */
  public static Mono<List<ElectionRecord>> read(SqlSession session, List<Long> stamps) {
    return Flux.fromIterable(Batches.split(stamps, Sql.SMALL))
        .concatMap(some -> session.rows(stamped(session, some), Rows::record))
        .concatMapIterable(records -> records)
        .collectList();
  }

  private static Sql stamped(SqlSession session, List<Long> stamps) {
    List<@Nullable Object> padded = new ArrayList<>(Sql.pad(stamps));
    String marks = Sql.repeat("?", padded.size());
    return new Sql(Markers.timed(session, STAMPED.formatted(marks)), padded);
  }

  /**
   * Returns the record that a notice has in it, as an object of strings by the columns of {@link
   * Rows#RECORD}; empty if it is something else.
   */
  public static Optional<ElectionRecord> record(String notice) {
    if (!notice.startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Rows.record(new Columns(JsonText.attributes(notice))));
    } catch (IllegalStateException | IllegalArgumentException | NoSuchElementException foreign) {
      return Optional.empty();
    }
  }

  /** A row as texts by column. */
  private record Columns(Map<String, String> texts) implements Row {

    @Override
    public @Nullable String get(String column) {
      return texts.get(column);
    }

    @Override
    public @Nullable String get(int column) {
      throw new UnsupportedOperationException("column " + column);
    }

    @Override
    public @Nullable Long getNumber(String column) {
      String text = texts.get(column);
      return text == null ? null : Long.valueOf(text);
    }
  }

  /** Notifies those who listen. */
  public static Mono<Void> notify(SqlSession session, String channel, String text) {
    return session.rows(Sql.of("SELECT pg_notify(?, ?)", channel, text), row -> true).then();
  }
}
