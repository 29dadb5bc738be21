package io.election4j.mysql;

import io.election4j.sql.Dialect;
import io.election4j.sql.Row;
import io.election4j.sql.Sql;
import io.election4j.sql.SqlSession;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Statements on one connection, one after the other, each bounded in time. */
abstract class BoundedSession implements SqlSession {

  final StoreConnection connection;
  final Scheduler timer;

  BoundedSession(StoreConnection connection, Scheduler timer) {
    this.connection = connection;
    this.timer = timer;
  }

  /** Returns the same statement, which fails if it takes too long; not to be cancelled. */
  abstract <T> Mono<T> bounded(Mono<T> statement);

  @Override
  public Dialect dialect() {
    return RawSession.DIALECT;
  }

  @Override
  public String identity() {
    return connection.identity();
  }

  @Override
  public Mono<Long> update(Sql sql) {
    return bounded(new RawSession(connection).update(sql));
  }

  @Override
  public <T> Mono<List<T>> rows(Sql sql, Function<? super Row, ? extends T> reader) {
    return bounded(new RawSession(connection).rows(sql, reader));
  }

  /** Without holding up a thread. */
  @Override
  public Mono<Long> pause(Duration duration) {
    return Mono.delay(duration, timer);
  }
}
