package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.Candidate;
import io.election4j.mysql.ConnectionUse.Limits;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import io.election4j.sql.Sql;
import io.election4j.sql.StoreStatements;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.ValidationDepth;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/**
 * What r2dbc-pool does by itself, and what a store needs instead: the reasons for all that the
 * store puts around it. Where the first half of one of these fails with a newer r2dbc-pool, what is
 * put around it may go.
 */
class ConnectionPoolTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final LoopResources LOOPS = LoopResources.create("pool-test", 1, true);

  private final Database database = Database.create();
  private final ConnectionFactory driver = database.address().factory(Duration.ofSeconds(5), LOOPS);
  private final Lease me =
      Lease.opening(LeaseId.random(), Duration.ofSeconds(15), Candidate.named("me"));

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aBoundOfThePoolCancelsAConnectionUnderWayAndOneOfTheStoreDoesNot() {
    Attempts pooled = new Attempts(Mono.never());
    ConnectionPool pool =
        new ConnectionPool(small(pooled).maxCreateConnectionTime(SHORT).acquireRetry(0).build());
    pool.create().onErrorComplete().block(PATIENCE);
    await(() -> pooled.cancelled.get() == 1); // soon after its caller is told

    Attempts ours = new Attempts(Mono.never());
    try (MySqlLeaseStore store =
        MySqlLeaseStoreBuilder.of(ours).limits(limits(SHORT, PATIENCE)).build()) {
      assertThatThrownBy(() -> store.renew(me.id()).block(PATIENCE))
          .isInstanceOf(StoreException.class)
          .hasRootCauseInstanceOf(TimeoutException.class);
      store.renew(me.id()).subscribe().dispose();
      assertThat(ours.begun).hasValue(2);
      assertThat(ours.cancelled).hasValue(0);
    }
    pool.dispose();
  }

  @Test
  void whoeverWaitsInVainForAFreeConnectionIsToldAndItGoesBackWhenItComes() {
    try (MySqlLeaseStore store =
        MySqlLeaseStoreBuilder.of(database.address()).limits(limits(PATIENCE, SHORT)).build()) {
      store.prepare().block(PATIENCE);
      store.open(me).block(PATIENCE);
      database.run("BEGIN");
      database.run("UPDATE election_lease SET changed = 0");
      List<Mono<Boolean>> stuck = new ArrayList<>();
      for (int i = 0; i < ConnectionUse.RENEWAL.connections(); i++) {
        stuck.add(Mono.fromFuture(store.renew(me.id()).toFuture()));
      }
      await(() -> store.lent() == stuck.size());

      assertThatThrownBy(() -> store.renew(me.id()).block(PATIENCE))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("no connection was free within 200 ms");

      database.run("ROLLBACK");
      assertThat(Flux.merge(stuck).collectList().block(PATIENCE)).containsOnly(true);
      await(() -> store.lent() == 0);
      assertThat(store.renew(me.id()).block(PATIENCE)).isTrue();
    }
  }

  @Test
  void whoeverWaitsForAConnectionToBeMadeIsNotToldThatNoneWasFree() {
    database.preparedStore().close();
    Attempts slow =
        new Attempts(Mono.delay(SHORT.multipliedBy(2)).then(Mono.from(driver.create())));
    try (MySqlLeaseStore store =
        MySqlLeaseStoreBuilder.of(slow).limits(limits(PATIENCE, SHORT)).build()) {
      assertThat(store.renew(me.id()).block(PATIENCE)).isFalse();
    }
  }

  @Test
  void thePoolUsesThreadsThatEverybodySharesAndTheStoreDoesNot() {
    SharedThreads asked = new SharedThreads();
    Schedulers.Snapshot before = Schedulers.setFactoryWithSnapshot(asked);
    try {
      ConnectionPool pool =
          new ConnectionPool(
              ConnectionPoolConfiguration.builder(driver).initialSize(0).maxSize(1).build());
      pool.create().flatMap(it -> Mono.from(it.close())).block(PATIENCE);
      pool.dispose();
      assertThat(asked.kinds).contains("single", "parallel");

      asked.kinds.clear();
      try (MySqlLeaseStore store = database.preparedStore()) {
        store.open(me).block(PATIENCE);
        store.renew(me.id()).block(PATIENCE);
        store.leases().blockLast(PATIENCE);
      }
      assertThat(asked.kinds).isEmpty();
    } finally {
      Schedulers.resetFrom(before);
    }
  }

  @Test
  void thePoolConnectsAgainWhereNoConnectionCanBeMadeAndTheStoreLeavesThatToItsCaller() {
    Attempts pooled = new Attempts(Mono.error(new IllegalStateException("no server")));
    ConnectionPool pool = new ConnectionPool(small(pooled).build());
    pool.create().onErrorComplete().block(PATIENCE);
    assertThat(pooled.begun).hasValue(2);

    Attempts ours = new Attempts(Mono.error(new IllegalStateException("no server")));
    try (MySqlLeaseStore store = MySqlLeaseStoreBuilder.of(ours).build()) {
      store.renew(me.id()).onErrorComplete().block(PATIENCE);
      assertThat(ours.begun).hasValue(1);
    }
    pool.dispose();
  }

  @Test
  void thePoolLendsAConnectionAgainWhileItsStatementRunsAndTheStoreDropsIt() {
    ConnectionPool pool = new ConnectionPool(small(driver).build());
    Connection first = pool.create().block(PATIENCE);
    Mono<Long> statement =
        Mono.fromFuture(new RawSession(first).update(Sql.of("DO SLEEP(1)")).toFuture());
    Object lent = ((Wrapped<?>) first).unwrap();
    Mono.from(first.close()).block(PATIENCE);
    Connection second = pool.create().block(PATIENCE);
    assertThat(((Wrapped<?>) second).unwrap()).isSameAs(lent);
    statement.block(PATIENCE);
    pool.dispose();

    Connections connections = connections();
    Connection dropped = connections.borrow(ConnectionUse.RENEWAL).block(PATIENCE);
    StoreConnection kept = (StoreConnection) ((Wrapped<?>) dropped).unwrap();
    kept.discard();
    PooledCall.giveBack(dropped);
    Connection next = connections.borrow(ConnectionUse.RENEWAL).block(PATIENCE);
    assertThat(((Wrapped<?>) next).unwrap()).isNotSameAs(kept);
    PooledCall.giveBack(next);
    assertThat(connections.lent()).isZero();
    connections.close();
  }

  @Test
  void thePoolAsksANewConnectionWhetherItIsAliveAndTheStoreOnlyOneThatWasUsed() {
    long before = pings();
    ConnectionPool pool =
        new ConnectionPool(small(driver).validationDepth(ValidationDepth.REMOTE).build());
    pool.create().block(PATIENCE);
    assertThat(pings() - before).isPositive();
    pool.dispose();

    try (MySqlLeaseStore store = database.store()) {
      long beforeOurs = pings();
      store.prepare().block(PATIENCE);
      assertThat(pings() - beforeOurs).as("for the first write").isZero();
      store.open(me).block(PATIENCE);
      assertThat(pings() - beforeOurs).as("for the second write").isEqualTo(1);
    }
  }

  @Test
  void thePoolGivesUpAfterTwoDeadConnectionsAndTheStoreReplacesThemAll() {
    ConnectionPool pool =
        new ConnectionPool(
            small(driver).maxSize(2).validationDepth(ValidationDepth.REMOTE).build());
    fill(List.of(pool.create(), pool.create()));
    assertThatThrownBy(() -> pool.create().block(PATIENCE))
        .hasMessageContaining("Connection validation failed");
    pool.dispose();

    Connections connections = connections();
    for (ConnectionUse use : ConnectionUse.values()) {
      fill(Stream.generate(() -> connections.borrow(use)).limit(use.connections()).toList());

      Connection alive = connections.borrow(use).block(PATIENCE);

      if (use.validation() == ValidationDepth.REMOTE) {
        assertThat(new RawSession(alive).update(Sql.of("DO 1")).block(PATIENCE)).isZero();
      }
      PooledCall.giveBack(alive);
    }
    assertThat(
            connections
                .use(ConnectionUse.READ, StoreStatements.of(RawSession.DIALECT, false).leases())
                .blockLast(PATIENCE))
        .isNotNull();
    connections.close();
  }

  /** Makes all these connections at once, gives them back and lets the server close them. */
  private void fill(List<Mono<Connection>> several) {
    List<Connection> all = Flux.merge(several).collectList().block(PATIENCE);
    for (Connection one : all) {
      if (((Wrapped<?>) one).unwrap() instanceof StoreConnection used) {
        used.use();
      }
    }
    List<String> sessions = new ArrayList<>();
    for (Connection one : all) {
      sessions.addAll(
          new RawSession(one)
              .rows(Sql.of("SELECT CONCAT(CONNECTION_ID())"), row -> row.text(0))
              .block(PATIENCE));
      Mono.from(one.close()).block(PATIENCE);
    }
    sessions.forEach(session -> database.run("KILL " + session));
    await(
        () ->
            database.column("id", "SELECT ID AS id FROM information_schema.PROCESSLIST").stream()
                .noneMatch(sessions::contains));
  }

  private Connections connections() {
    database.preparedStore().close();
    return new Connections(ConnectionSource.Addressed.of(database.address()), Limits.DEFAULT);
  }

  private long pings() {
    return database.status("Com_admin_commands");
  }

  private static ConnectionPoolConfiguration.Builder small(ConnectionFactory factory) {
    return ConnectionPoolConfiguration.builder(factory).initialSize(0).maxSize(1);
  }

  private static Limits limits(Duration setUp, Duration borrow) {
    return new Limits(PATIENCE, Limits.DEFAULT.detached(), setUp, borrow);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      Database.wait(Duration.ofMillis(10));
    }
  }

  /** Counts the connections that are begun, and those that are cancelled. */
  private static final class Attempts implements ConnectionFactory {

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final Mono<Connection> made;

    Attempts(Mono<Connection> made) {
      this.made = made;
    }

    @Override
    public Publisher<? extends Connection> create() {
      return made.doOnSubscribe(subscription -> begun.incrementAndGet())
          .doOnCancel(cancelled::incrementAndGet);
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
      return () -> "attempts";
    }
  }

  /** Notes who asks for schedulers that everybody shares. */
  private static final class SharedThreads implements Schedulers.Factory {

    private final Set<String> kinds = ConcurrentHashMap.newKeySet();

    @Override
    public Scheduler newParallel(int parallelism, ThreadFactory threads) {
      kinds.add("parallel");
      return Schedulers.Factory.super.newParallel(parallelism, threads);
    }

    @Override
    public Scheduler newSingle(ThreadFactory threads) {
      kinds.add("single");
      return Schedulers.Factory.super.newSingle(threads);
    }

    @Override
    public Scheduler newBoundedElastic(
        int threads, int queued, ThreadFactory factory, int aliveSeconds) {
      kinds.add("boundedElastic");
      return Schedulers.Factory.super.newBoundedElastic(threads, queued, factory, aliveSeconds);
    }
  }
}
