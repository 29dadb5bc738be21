package io.election4j.mysql;

import io.election4j.mysql.RecordWriter.Outcome;
import io.election4j.mysql.TermCorrection.Raise;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes of many election records.
 *
 * @param term the SQL expression of the next term
 * @param writer does them
 */
record Records(String term, RecordWriter writer) {

  static final String NEXT_TERM = "term + 1";

  static final String EPOCH_TERM = "GREATEST(term + 1, " + Markers.NOW + " DIV 1000)";

  Records(String term) {
    this(term, new RecordWriter());
  }

  Mono<Void> create(Session session, Collection<String> elections) {
    return Creation.create(session, elections, writer::stamp);
  }

  /**
   * What somebody else has locked to the last is refused: nothing was written, and that one's write
   * is under way.
   */
  Flux<ElectionRecord> claim(Session session, Lease me, Collection<ElectionRecord> seen) {
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
      Session session, Outcome<T> outcome, Map<String, Long> terms) {
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

  Flux<ElectionRecord> amend(Session session, Collection<Amendment> amendments) {
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
