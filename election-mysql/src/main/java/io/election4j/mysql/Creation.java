package io.election4j.mysql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Creates absent records; writes nothing and takes no lock where all are there already. */
final class Creation {

  /** IGNORE hides every other fault as well, so what it did is read afterwards. */
  private static final String INSERT =
      "INSERT IGNORE INTO election_record (election, term, revision, value, changed, stamp) VALUES"
          + " ";

  private static final String ROW = "(?, 0, 0, '', " + Markers.NOW + ", ?)";

  private Creation() {}

  static Mono<Void> create(Session session, Collection<String> elections, LongSupplier stamps) {
    return Flux.fromIterable(Batches.split(elections.stream().sorted().toList(), Batches.LARGE))
        .concatMap(batch -> createAbsent(session, batch, stamps.getAsLong()))
        .then();
  }

  private static Mono<Void> createAbsent(Session session, List<String> names, long stamp) {
    return absent(session, names)
        .flatMap(absent -> absent.isEmpty() ? Mono.<Void>empty() : insert(session, absent, stamp));
  }

  private static Mono<Void> insert(Session session, List<String> names, long stamp) {
    List<@Nullable Object> values = new ArrayList<>();
    List<String> padded = Batches.pad(names);
    for (String name : padded) {
      values.add(name);
      values.add(stamp);
    }
    Sql sql = new Sql(INSERT + Sql.repeat(ROW, padded.size()), values);
    return Retries.retry(session, Markers.marked(session, sql, names, stamp))
        .then(Mono.defer(() -> absent(session, names)))
        .flatMap(absent -> absent.isEmpty() ? Mono.<Void>empty() : Mono.error(missing(absent)));
  }

  private static Mono<List<String>> absent(Session session, List<String> names) {
    return RecordReads.present(session, names)
        .map(present -> names.stream().filter(name -> !present.contains(name)).toList());
  }

  private static RuntimeException missing(Collection<String> names) {
    return new IllegalStateException(
        "the record of election '" + names.iterator().next() + "' could not be created");
  }

  /**
   * Refuses a name that cannot be kept as it is: it would become that of another election.
   *
   * @throws IllegalArgumentException with the name
   */
  static void require(String name) {
    if (!Storable.name(name)) {
      throw new IllegalArgumentException(
          "election '"
              + name
              + "' is empty, ends with a space, has more than 200 characters or half a character");
    }
  }
}
