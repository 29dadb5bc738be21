package io.election4j.sql;

import io.election4j.spi.ElectionRecord;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads of records by name. Lists of names have at most {@link Sql#LARGE} entries. */
final class RecordReads {

  private static final String NAMED = " FROM election_record WHERE election IN (%s)";

  /** Not LIKE: for its range some servers take U+FFFF to be the last character there is. */
  private static final String PAGE =
      "SELECT "
          + Rows.RECORD
          + " FROM election_record WHERE election > ? AND election >= ? AND %s"
          + " ORDER BY election LIMIT "
          + Sql.LARGE;

  private RecordReads() {}

  /** Reads records; absent ones are missing. */
  static Mono<List<ElectionRecord>> named(SqlSession session, List<String> names) {
    return session.rows(Sql.listing("SELECT " + Rows.RECORD + NAMED, names), Rows::record);
  }

  /** Reads which of these records a statement has written. */
  static Mono<List<ElectionRecord>> written(SqlSession session, List<String> names, long stamp) {
    String text = "SELECT " + Rows.RECORD + NAMED + " AND stamp = ?";
    return session.rows(Sql.listing(text, names, stamp), Rows::record);
  }

  /** Reads which of these records exist. */
  static Mono<Set<String>> present(SqlSession session, Collection<String> names) {
    return names(session, Sql.listing("SELECT election" + NAMED, names));
  }

  /**
   * Reads which of these records nobody else has locked just now. The locks taken end with the
   * statement.
   */
  static Mono<Set<String>> free(SqlSession session, List<String> names) {
    return names(
        session, Sql.listing("SELECT election" + NAMED + " FOR UPDATE SKIP LOCKED", names));
  }

  /** Reads all records whose name has the prefix, in the order of code points. */
  static Flux<ElectionRecord> list(SqlSession session, String prefix) {
    return page(session, prefix, "");
  }

  private static Flux<ElectionRecord> page(SqlSession session, String prefix, String after) {
    return session
        .rows(
            Sql.of(PAGE.formatted(session.dialect().startsWith("election")), after, prefix, prefix),
            Rows::record)
        .flatMapMany(
            page -> {
              Flux<ElectionRecord> records = Flux.fromIterable(page);
              return page.size() < Sql.LARGE
                  ? records
                  : records.concatWith(page(session, prefix, page.get(page.size() - 1).election()));
            });
  }

  private static Mono<Set<String>> names(SqlSession session, Sql sql) {
    return session.rows(sql, row -> row.text("election")).map(HashSet::new);
  }
}
