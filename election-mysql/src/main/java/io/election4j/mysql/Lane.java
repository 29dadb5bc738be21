package io.election4j.mysql;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolBuilder;
import reactor.pool.PooledRef;

/** The connections for one kind of work, so that it never waits for another kind. */
final class Lane {

  private final InstrumentedPool<Link> pool;
  private final Limits limits;
  private final Limits.Share share;
  private final ConnectionUse work;

  Lane(Mono<Link> dial, ConnectionUse work, Limits limits, Scheduler timer) {
    this.limits = limits;
    this.share = limits.of(work);
    this.work = work;
    this.pool =
        PoolBuilder.from(dial)
            .sizeBetween(0, share.connections())
            .maxPendingAcquire(limits.waiting())
            .idleResourceReuseMruOrder()
            .pendingAcquireTimer(
                (task, after) -> timer.schedule(task, after.toMillis(), TimeUnit.MILLISECONDS))
            .evictionPredicate(
                (link, use) ->
                    use.lifeTime() >= limits.life().toMillis()
                        || use.idleTime() >= limits.idle().toMillis())
            .evictInBackground(limits.idle(), timer)
            .destroyHandler(Link::close)
            .buildPool();
  }

  /** Lends a connection that is as much alive as this work asks. Must not be cancelled. */
  Mono<PooledRef<Link>> borrow() {
    return borrow(share.connections());
  }

  /** Returns whether work that failed on this connection may be done again on another one. */
  boolean repeatable(Link link) {
    return work.repeats() && link.reused();
  }

  /** Returns how long a statement may take. */
  Duration patience() {
    return share.statement();
  }

  /** Returns how many connections are lent now. */
  int lent() {
    return pool.metrics().acquiredSize();
  }

  Mono<Void> close() {
    return pool.disposeLater();
  }

  /** After a restart of the server all idle connections may be dead, so each may be tried. */
  private Mono<PooledRef<Link>> borrow(int retries) {
    return pool.acquire(limits.borrow())
        .flatMap(
            lent ->
                lent.poolable()
                    .alive(work.validation(), limits.validate())
                    .flatMap(alive -> alive ? Mono.just(lent) : replace(lent, retries)));
  }

  private Mono<PooledRef<Link>> replace(PooledRef<Link> dead, int retries) {
    dead.poolable().discard();
    Mono<PooledRef<Link>> other =
        retries > 0
            ? borrow(retries - 1)
            : Mono.error(new IllegalStateException("connections close as soon as they are made"));
    return dead.invalidate().then(other);
  }
}
