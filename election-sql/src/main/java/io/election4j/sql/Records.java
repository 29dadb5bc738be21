package io.election4j.sql;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.StoreException;
import io.election4j.spi.support.Batches;
import io.election4j.sql.RecordWriter.Outcome;
import io.election4j.sql.TermCorrection.Raise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes of many election records.
 *
 * @param term the SQL expression of the next term
 * @param writer does them
 */
record Records(String term, RecordWriter writer) {

  private static final String COLUMNS = "election, term, revision, value, changed, stamp";

  private static final String ROW = "(?, 0, 0, '', {now}, ?)";

  /** Returns writes whose terms are one above the former one, or at least as high as the clock. */
  static Records of(Dialect dialect, boolean epochTerms) {
    return new Records(epochTerms ? "GREATEST(term + 1, " + dialect.nowMillis() + ")" : "term + 1");
  }

  Records(String term) {
    this(term, new RecordWriter());
  }

  /** Creates absent records; writes nothing and takes no lock where all are there already. */
  Mono<Void> create(SqlSession session, Collection<String> elections) {
    return Flux.fromIterable(Batches.split(elections.stream().sorted().toList(), Sql.LARGE))
        .concatMap(batch -> createAbsent(session, batch, writer.stamp()))
        .then();
  }

  private static Mono<Void> createAbsent(SqlSession session, List<String> names, long stamp) {
    return absent(session, names)
        .flatMap(absent -> absent.isEmpty() ? Mono.<Void>empty() : insert(session, absent, stamp));
  }

  private static Mono<Void> insert(SqlSession session, List<String> names, long stamp) {
    List<@Nullable Object> values = new ArrayList<>();
    List<String> padded = Sql.pad(names);
    for (String name : padded) {
      values.add(name);
      values.add(stamp);
    }
    String rows = Markers.timed(session, Sql.repeat(ROW, padded.size()));
    // This may hide every other fault as well, so what it did is read afterwards.
    Sql sql = new Sql(session.dialect().insertAbsent("election_record", COLUMNS, rows), values);
    return session
        .retry(Markers.marked(session, sql, names, stamp))
        .then(Mono.defer(() -> absent(session, names)))
        .flatMap(absent -> absent.isEmpty() ? Mono.<Void>empty() : Mono.error(missing(absent)));
  }

  private static Mono<List<String>> absent(SqlSession session, List<String> names) {
    return RecordReads.present(session, names)
        .map(present -> names.stream().filter(name -> !present.contains(name)).toList());
  }

  private static RuntimeException missing(Collection<String> names) {
    return new IllegalStateException(
        "the record of election '" + names.iterator().next() + "' could not be created");
  }

  /**
   * What somebody else has locked to the last is refused: nothing was written, and that one's write
   * is under way.
   */
  Flux<ElectionRecord> claim(SqlSession session, Lease me, Collection<ElectionRecord> seen) {
    Map<String, Long> terms = new HashMap<>();
    seen.forEach(record -> terms.put(record.election(), record.term()));
    return Flux.fromIterable(Claims.byHolder(seen).entrySet())
        .concatMap(
            some ->
                writer.write(
                    session,
                    new Claims(me, term, some.getKey().orElse(null)),
                    some.getValue(),
                    outcome -> raised(session, outcome, terms)))
        .concatMapDelayError(Records::known);
  }

  /** Raises the records won at a term that is not above the one seen. */
  private <T> Mono<Outcome<T>> raised(
      SqlSession session, Outcome<T> outcome, Map<String, Long> terms) {
    List<ElectionRecord> won = new ArrayList<>();
    List<Raise> low = new ArrayList<>();
    for (ElectionRecord record : outcome.written()) {
      long seen = terms.getOrDefault(record.election(), 0L);
      if (record.term() > seen) {
        won.add(record);
      } else {
        low.add(new Raise(record, seen));
      }
    }
    return writer
        .write(session, new TermCorrection(), low)
        .concatMap(Records::certain)
        .collectList()
        .doOnNext(won::addAll)
        .thenReturn(new Outcome<>(won, outcome.locked(), outcome.overwritten()));
  }

  Flux<ElectionRecord> amend(SqlSession session, Collection<Amendment> amendments) {
    return Flux.fromIterable(Amendments.byChange(amendments).entrySet())
        .concatMap(some -> writer.write(session, new Amendments(some.getKey()), some.getValue()))
        .concatMapDelayError(Records::known);
  }

  /** What is claimed is not refused any more, even if its term could not be raised for a lock. */
  private static Flux<ElectionRecord> certain(Outcome<?> outcome) {
    return outcome.locked().isEmpty()
        ? known(outcome)
        : known(outcome)
            .concatWith(failed(outcome.locked().size() + " records are locked by others"));
  }

  /** What was changed is not refused, even if nobody knows any more which it was. */
  private static Flux<ElectionRecord> known(Outcome<?> outcome) {
    Flux<ElectionRecord> written = Flux.fromIterable(outcome.written());
    return outcome.overwritten() == 0
        ? written
        : written.concatWith(
            failed(outcome.overwritten() + " records were changed again before they were read"));
  }

  private static Flux<ElectionRecord> failed(String fault) {
    return Flux.error(StoreException.unavailable(fault, null));
  }
}
