package io.election4j.sql;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.StoreException;
import io.election4j.spi.support.Batches;
import io.election4j.sql.Dialect.RecordChange;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Does conditional writes in batches. A record that somebody else has locked never holds up the
 * others: it is left out, tried again a few times, then reported.
 *
 * <p>Which records a statement has written is told by its stamp, never by counting rows; the count
 * only tells whether some are missing, because others have changed them meanwhile.
 */
final class RecordWriter {

  private final AtomicLong stamps = new AtomicLong(new SecureRandom().nextLong());

  /** Returns a number that no other statement uses. */
  long stamp() {
    return stamps.incrementAndGet();
  }

  /**
   * What came of some writes.
   *
   * @param written the records changed, as stored
   * @param locked those that were still due, but locked by others to the last
   * @param overwritten how many more were changed, and again by others before they could be read:
   *     nobody knows which
   */
  record Outcome<T>(List<ElectionRecord> written, List<T> locked, long overwritten) {

    Outcome<T> withLocked(List<T> others) {
      return new Outcome<>(written, others, overwritten);
    }
  }

  /** Does writes of one kind; emits what came of each batch as soon as it is known. */
  <T> Flux<Outcome<T>> write(SqlSession session, Write<T> kind, Collection<T> all) {
    return write(session, kind, all, Mono::just);
  }

  /**
   * Does writes of one kind, each batch with a sequel before the next one.
   *
   * @param sequel what is still to be done about a batch
   */
  <T> Flux<Outcome<T>> write(
      SqlSession session,
      Write<T> kind,
      Collection<T> all,
      Function<Outcome<T>, Mono<Outcome<T>>> sequel) {
    // In one order everywhere, so that two writers of the same records do not deadlock.
    List<T> sorted = all.stream().sorted(Comparator.comparing(kind::election)).toList();
    return pass(session, kind, sorted, sequel, 1);
  }

  /** Tries all once; those that are locked get another try after all the others had theirs. */
  private <T> Flux<Outcome<T>> pass(
      SqlSession session,
      Write<T> kind,
      List<T> some,
      Function<Outcome<T>, Mono<Outcome<T>>> sequel,
      int tries) {
    Flux<Outcome<T>> outcomes =
        Flux.fromIterable(Batches.split(some, kind.batch()))
            .concatMap(batch -> attempt(session, kind, batch).flatMap(sequel));
    if (tries == SqlSession.TRIES) {
      return outcomes;
    }
    List<T> later = new ArrayList<>();
    return outcomes
        .doOnNext(outcome -> later.addAll(outcome.locked()))
        .map(outcome -> outcome.withLocked(List.of()))
        .concatWith(
            Flux.defer(
                () ->
                    later.isEmpty()
                        ? Flux.empty()
                        : session
                            .pause(SqlSession.pauseAfter(tries))
                            .thenMany(pass(session, kind, later, sequel, tries + 1))));
  }

  private <T> Mono<Outcome<T>> attempt(SqlSession session, Write<T> kind, List<T> batch) {
    Mono<Outcome<T>> written =
        session.dialect().updateReturnsRecords()
            ? updateReturning(session, kind, batch)
            : RecordReads.free(session, batch.stream().map(kind::election).toList())
                .flatMap(free -> writeFree(session, kind, batch, free));
    return written.onErrorResume(
        session.dialect()::contention, refused -> Mono.just(new Outcome<>(List.of(), batch, 0)));
  }

  private <T> Mono<Outcome<T>> writeFree(
      SqlSession session, Write<T> kind, List<T> batch, Set<String> free) {
    List<T> now = batch.stream().filter(one -> free.contains(kind.election(one))).toList();
    List<T> later = batch.stream().filter(one -> !free.contains(kind.election(one))).toList();
    Mono<List<T>> due =
        due(session, kind, later)
            .onErrorResume(session.dialect()::contention, unread -> Mono.just(later));
    return update(session, kind, now).flatMap(outcome -> due.map(outcome::withLocked));
  }

  /** One statement does it all; what it has left out is looked at only if there is such. */
  private <T> Mono<Outcome<T>> updateReturning(SqlSession session, Write<T> kind, List<T> batch) {
    long stamp = stamp();
    List<String> names = batch.stream().map(kind::election).toList();
    Sql update = session.dialect().update(kind.change(Sql.pad(batch)), stamp);
    return Markers.marked(session, session.rows(update, Rows::record), List::isEmpty, names, stamp)
        .flatMap(
            written -> {
              Set<String> done = new HashSet<>();
              written.forEach(record -> done.add(record.election()));
              List<T> rest =
                  batch.stream().filter(one -> !done.contains(kind.election(one))).toList();
              return due(session, kind, rest)
                  .onErrorReturn(session.dialect()::contention, rest)
                  .map(due -> new Outcome<>(written, due, 0));
            });
  }

  private <T> Mono<Outcome<T>> update(SqlSession session, Write<T> kind, List<T> batch) {
    if (batch.isEmpty()) {
      return Mono.just(new Outcome<>(List.of(), List.of(), 0));
    }
    long stamp = stamp();
    List<String> names = batch.stream().map(kind::election).toList();
    return Markers.marked(
            session, session.dialect().update(kind.change(Sql.pad(batch)), stamp), names, stamp)
        .flatMap(
            matched ->
                matched == 0
                    ? Mono.just(new Outcome<T>(List.of(), List.of(), 0))
                    : written(session, names, stamp)
                        .map(read -> outcome(kind, batch, matched, read)));
  }

  /** Whoever locks the table keeps reads waiting too; what was written before is no refusal. */
  private static Mono<List<ElectionRecord>> written(
      SqlSession session, List<String> names, long stamp) {
    return RecordReads.written(session, names, stamp)
        .onErrorMap(
            session.dialect()::contention,
            locked ->
                StoreException.unavailable(
                    "records were written, and locked by others before they were read", locked));
  }

  /** What is changed, but bears the stamp no more, others have changed since. */
  private static <T> Outcome<T> outcome(
      Write<T> kind, List<T> batch, long matched, List<ElectionRecord> read) {
    if (read.size() >= matched) {
      return new Outcome<>(read, List.of(), 0);
    }
    if (matched < batch.size()) {
      return new Outcome<>(read, List.of(), matched - read.size());
    }
    Map<String, ElectionRecord> written = new HashMap<>();
    batch.forEach(
        one -> kind.result(one).ifPresent(result -> written.put(kind.election(one), result)));
    read.forEach(record -> written.put(record.election(), record));
    return new Outcome<>(List.copyOf(written.values()), List.of(), matched - written.size());
  }

  private static <T> Mono<List<T>> due(SqlSession session, Write<T> kind, List<T> batch) {
    if (batch.isEmpty()) {
      return Mono.just(List.of());
    }
    return RecordReads.named(session, batch.stream().map(kind::election).toList())
        .map(
            records -> {
              Map<String, ElectionRecord> stored = new HashMap<>();
              records.forEach(record -> stored.put(record.election(), record));
              return batch.stream()
                  .filter(
                      one -> {
                        ElectionRecord record = stored.get(kind.election(one));
                        return record != null && kind.due(one, record);
                      })
                  .toList();
            });
  }

  /**
   * A kind of conditional write of records.
   *
   * @param <T> one such write
   */
  interface Write<T> {

    /** Returns the record it is about. */
    String election(T one);

    /** Returns whether the record as stored still fulfils the condition. */
    boolean due(T one, ElectionRecord stored);

    /**
     * Returns one change for all of these, which changes exactly those that fulfil their condition.
     *
     * @param padded may hold the last one several times
     */
    RecordChange change(List<T> padded);

    /** Returns what the record is after this write, if that can be told without reading it. */
    default Optional<ElectionRecord> result(T one) {
      return Optional.empty();
    }

    /** Returns the most that one statement should take. */
    int batch();
  }
}
