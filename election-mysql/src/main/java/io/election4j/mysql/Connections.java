package io.election4j.mysql;

import io.election4j.mysql.ConnectionUse.Limits;
import io.election4j.spi.StoreException;
import io.election4j.spi.support.NonCancellingTimeout;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** All connections of a store: a pool for each kind of work. */
final class Connections {

  /** After which an unused connection is closed. */
  private static final Duration IDLE = Duration.ofMinutes(1);

  /** After which a connection is closed once it is free. */
  private static final Duration LIFE = Duration.ofMinutes(15);

  /** The most callers that may wait for a connection of one kind. */
  private static final int WAITING = 10_000;

  /**
   * To wait until all is closed: more than all bounds together, in case a driver loses a signal.
   */
  private static final long CLOSING_SECONDS = 10;

  /** To wait for a thread that has nothing left to do. */
  private static final long THREAD_MILLIS = 1000;

  private final ConnectionSource source;
  private final Limits limits;
  private final ConnectionOpener opener;
  private final Map<ConnectionUse, ConnectionPool> pools = new EnumMap<>(ConnectionUse.class);
  private final Mono<Thread> closed;

  Connections(ConnectionSource source, Limits limits) {
    this.source = source;
    this.limits = limits;
    this.opener = new ConnectionOpener(source, limits.setUp());
    for (ConnectionUse use : ConnectionUse.values()) {
      pools.put(use, pool(use));
    }
    this.closed =
        Flux.fromIterable(pools.values())
            .flatMap(ConnectionPool::disposeLater)
            .then(opener.close(limits.detached()))
            .onErrorComplete()
            .then(Mono.defer(source::close))
            .onErrorComplete()
            .cache();
  }

  /**
   * Left to itself, r2dbc-pool bounds a wait by cancelling what it waits for, retries by connecting
   * again, and does both, as its housekeeping, on threads that everybody shares. All that is
   * switched off here, and done by {@link #borrow} and on the store's own timer.
   */
  private ConnectionPool pool(ConnectionUse use) {
    return new ConnectionPool(
        ConnectionPoolConfiguration.builder(opener)
            .initialSize(0)
            .maxSize(use.connections())
            .maxIdleTime(IDLE)
            .maxLifeTime(LIFE)
            .validationDepth(use.validation())
            .postAllocate(connection -> NonCancellingTimeout.lift())
            .acquireRetry(0)
            .allocatorSubscribeOn(Schedulers.immediate())
            .backgroundEvictionInterval(Duration.ZERO)
            .customizer(
                pool -> pool.maxPendingAcquire(WAITING).evictInBackground(IDLE, source.timer()))
            .build());
  }

  /** Runs statements on one connection, at every subscription anew. Cancelling detaches. */
  <T> Flux<T> use(ConnectionUse kind, Function<? super Session, ? extends Publisher<T>> work) {
    return Flux.create(caller -> new PooledCall<>(this, kind, caller).start(work));
  }

  /**
   * Runs one statement that does no harm if it is run twice: once more, on another connection, if
   * no answer comes for a while, since nobody has tried whether the first one is alive.
   */
  <T> Mono<T> useTwice(ConnectionUse kind, Function<? super Session, ? extends Publisher<T>> work) {
    Mono<T> once = use(kind, work).single();
    Mono<T> again = once.delaySubscription(StoreConnection.VALIDATION, timer()).onErrorComplete();
    return Flux.merge(once, again).next();
  }

  /**
   * Lends a connection that is as much alive as this work asks. The time to wait for one that is
   * free is bounded; to make one has a bound of its own. Must not be cancelled.
   */
  Mono<Connection> borrow(ConnectionUse use) {
    ConnectionPool pool = Objects.requireNonNull(pools.get(use));
    Mono<Connection> free =
        new NonCancellingTimeout(limits.borrow(), timer())
            .await(pool.create(), this::noneFree, PooledCall::giveBack);
    return alive(free, use.connections());
  }

  /** Makes a connection of no pool, for whoever closes it; not to be cancelled. */
  Mono<StoreConnection> apart() {
    return opener.create();
  }

  /** Returns whether what waits on a connection cannot be cut off, as somebody else has made it. */
  boolean foreign() {
    return source.foreign();
  }

  String name() {
    return source.name();
  }

  private Throwable noneFree() {
    return new MySqlErrors.Late(
        "no connection was free within " + limits.borrow().toMillis() + " ms");
  }

  /** After a restart of the server all idle connections may be dead, so each may be tried. */
  private static Mono<Connection> alive(Mono<Connection> free, int retries) {
    return free.onErrorResume(
        StoreConnection.Dead.class,
        dead -> retries > 0 ? alive(free, retries - 1) : Mono.error(dead));
  }

  Limits limits() {
    return limits;
  }

  Scheduler timer() {
    return source.timer();
  }

  /** Returns how many connections are in use now. */
  int lent() {
    return pools.values().stream()
        .mapToInt(pool -> pool.getMetrics().orElseThrow().acquiredSize())
        .sum();
  }

  StoreException describe(Throwable error) {
    return Libraries.explain(error)
        .orElseGet(() -> MySqlErrors.describe(error, source.name(), opener.reached()));
  }

  /**
   * Closes all connections that are free, and the others as soon as they are, or after a while all
   * the same; then ends the store's thread. Waits for that where it is allowed. An interrupt does
   * not cut short what is bounded anyway; the interrupt status is kept.
   */
  void close() {
    CountDownLatch done = new CountDownLatch(1);
    AtomicReference<@Nullable Thread> ending = new AtomicReference<>();
    closed.doFinally(end -> done.countDown()).subscribe(ending::set);
    boolean interrupted = false;
    while (ConnectionSource.mayWait()) {
      try {
        Thread thread = done.await(CLOSING_SECONDS, TimeUnit.SECONDS) ? ending.get() : null;
        if (thread != null && thread != Thread.currentThread()) {
          thread.join(THREAD_MILLIS);
        }
        break;
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
