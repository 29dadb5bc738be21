package io.election4j.sql.bell;

import io.election4j.sql.SqlRefusal;
import io.election4j.sql.SqlSession;
import io.election4j.sql.bell.BellSql.Answer;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;

/**
 * A connection whose locks others see: tried with a lock of its own and a look at it from another
 * connection. So it is on one server; on several, of which each has its own locks, or behind a
 * proxy that lends single statements to whatever session is free, it is not.
 *
 * @param id of the server's session, in which every statement must run
 */
record ProvenConnection(BellConnection connection, long id) {

  private static final String UNSEEN =
      "user locks are not seen on other connections, as behind a proxy that shares connections or"
          + " on a cluster";

  /** Emits the connection, proven, or {@link NoDoorbell}. */
  static Mono<ProvenConnection> of(BellConnection connection, BellConnections all) {
    SqlSession session = connection.session();
    // Nobody has to be unable to guess it, and better numbers may come from a file that blocks.
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String lock = BellSql.proof(new UUID(random.nextLong(), random.nextLong()).toString());
    return BellSql.take(session, lock)
        .filter(Answer::yes)
        .flatMap(
            taken ->
                all.read(other -> BellSql.look(other, lock))
                    .filter(seen -> seen.holder() == taken.session())
                    .filter(seen -> seen.session() != taken.session()))
        .flatMap(
            seen ->
                BellSql.letGo(session, lock)
                    .filter(freed -> freed.yes() && freed.session() == seen.holder())
                    .map(freed -> new ProvenConnection(connection, freed.session())))
        .switchIfEmpty(Mono.error(() -> new NoDoorbell(UNSEEN)))
        .onErrorMap(
            SqlRefusal.class,
            refused -> new NoDoorbell("the server refuses user locks: " + refused.getMessage()));
  }

  /** Proves it again. */
  Mono<ProvenConnection> again(BellConnections all) {
    return of(connection, all).filter(same -> same.id == id).switchIfEmpty(shared());
  }

  /** Runs a statement, which must run in the session that was proven. */
  Mono<Answer> ask(BiFunction<SqlSession, String, Mono<Answer>> statement, String lock) {
    return statement
        .apply(connection.session(), lock)
        .filter(answer -> answer.session() == id)
        .switchIfEmpty(shared());
  }

  private static <T> Mono<T> shared() {
    return Mono.error(() -> new NoDoorbell(UNSEEN));
  }
}
