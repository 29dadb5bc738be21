package io.election4j.sql.bell;

import io.election4j.spi.StoreException;
import io.election4j.sql.SqlSession;
import java.time.Duration;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Where the connections of a doorbell come from. */
public interface BellConnections extends AutoCloseable {

  /** How long a statement on such a connection may take: it waits up to 20 s for a lock. */
  Duration ANSWER = Duration.ofSeconds(23);

  /**
   * Makes a connection, none of those that renewals, reads and writes use.
   *
   * @return the connection, in bounded time; {@link NoDoorbell} if there is to be none
   */
  Mono<BellConnection> open();

  /** Does something on a connection for reads, at every subscription anew. */
  <T> Mono<T> read(Function<SqlSession, Mono<T>> work);

  /** Returns what waits and, where statements block, what they block. */
  Scheduler scheduler();

  /** Returns on how many connections to listen at most. */
  int listeners();

  /** Returns what went wrong, in the words of the store. */
  StoreException describe(Throwable error);

  /** Names the server for a person. */
  String name();

  /** Releases what was made for the doorbell alone, but connections. */
  @Override
  default void close() {}
}
