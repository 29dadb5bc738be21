package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncer.r2dbc.mysql.MySqlConnectionFactory;
import io.election4j.Candidate;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.sql.Sql;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.proxy.ProxyConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** What is the application's stays the application's, and as it was. */
class BorrowedConnectionsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int POOL = 3;
  private static final LoopResources LOOPS = LoopResources.create("borrowed-test", 1, true);

  /** As an application has its sessions: unlike ours in all that can be told apart. */
  private static final List<String> APPLICATIONS =
      List.of(
          "SET autocommit = 0, sql_select_limit = 77, sql_big_selects = 1, sql_safe_updates = 1,"
              + " max_sort_length = 99, innodb_lock_wait_timeout = 7, lock_wait_timeout = 8,"
              + " wait_timeout = 999, sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT'",
          "SET NAMES latin1",
          "SET SESSION TRANSACTION ISOLATION LEVEL READ UNCOMMITTED, READ ONLY");

  private final Database database = Database.create();
  private final MySqlConnectionFactory driver =
      database.address().factory(Duration.ofSeconds(5), LOOPS);
  private final ConnectionPool pool =
      new ConnectionPool(
          ConnectionPoolConfiguration.builder(new Prepared(driver, APPLICATIONS))
              .initialSize(0)
              .maxSize(POOL)
              .build());

  @AfterEach
  void close() {
    pool.dispose();
    database.close();
  }

  @Test
  void noConnectionOfAPoolIsTakenHoweverItIsWrapped() {
    ConnectionFactory proxied = ProxyConnectionFactory.builder(pool).build();
    ConnectionPool twice =
        new ConnectionPool(ConnectionPoolConfiguration.builder(proxied).initialSize(0).build());

    for (ConnectionFactory factory :
        List.of(pool, proxied, twice, ProxyConnectionFactory.builder(twice).build())) {
      lead(factory);
      assertThat(pool.getMetrics().orElseThrow().allocatedSize()).isZero();
      assertThat(twice.getMetrics().orElseThrow().allocatedSize()).isZero();
    }
    twice.dispose();
  }

  @Test
  void aFactoryThatWrapsItselfOrNothingIsTakenAsItIs() {
    lead(new Knot(driver, true));
    lead(new Knot(driver, false));
  }

  @Test
  void aSessionThatGoesBackToOthersIsAsTheyLeftIt() {
    List<String> before = sessions();

    lead(new Opaque(pool));

    assertThat(pool.getMetrics().orElseThrow().acquiredSize()).isZero();
    assertThat(sessions()).isEqualTo(before);
  }

  @Test
  void aSessionThatShowsOneRowOnlyIsAsTheyLeftItToo() {
    String some =
        "CONCAT_WS(' ', @@autocommit, @@sql_select_limit, @@sql_safe_updates, @@sql_mode,"
            + " @@lock_wait_timeout, @@wait_timeout, @@collation_connection)";
    ConnectionPool narrow = poolBeginningWith("SET sql_select_limit = 1, wait_timeout = 999");
    List<String> before = read(narrow, some);

    lead(new Opaque(narrow));

    assertThat(read(narrow, some)).isEqualTo(before);
    narrow.dispose();
  }

  @Test
  void whatIsWrittenOnASessionWhoseClockStandsIsFoundByOthers() {
    ConnectionPool standing = poolBeginningWith("SET timestamp = 1000");
    try (MySqlLeaseStore frozen = MySqlLeaseStore.create(new Opaque(standing));
        MySqlLeaseStore other = MySqlLeaseStoreBuilder.of(database.address()).build()) {
      frozen.prepare().block(PATIENCE);
      Marker marker = other.observe(Marker.START, List.of(), List.of()).block(PATIENCE).next();

      frozen.create(List.of("e")).block(PATIENCE);

      assertThat(other.observe(marker, List.of(), List.of()).block(PATIENCE).records()).hasSize(1);
    }
    assertThat(read(standing, "@@timestamp")).containsOnly("1000.000000");
    standing.dispose();
  }

  /** Returns a pool whose sessions begin with a statement. */
  private ConnectionPool poolBeginningWith(String first) {
    return new ConnectionPool(
        ConnectionPoolConfiguration.builder(new Prepared(driver, List.of(first)))
            .initialSize(0)
            .maxSize(POOL)
            .build());
  }

  private static List<String> read(ConnectionPool pool, String expression) {
    List<Connection> taken = all(pool);
    List<String> values =
        Flux.fromIterable(taken)
            .concatMap(
                connection ->
                    new RawSession(connection)
                        .rows(
                            Sql.of("SELECT CONCAT(" + expression + ")"),
                            row -> String.valueOf(row.get(0))))
            .flatMapIterable(rows -> rows)
            .collectList()
            .block(PATIENCE);
    Flux.fromIterable(taken).concatMap(Connection::close).blockLast(PATIENCE);
    return values;
  }

  /** Returns the variables of all sessions of the pool. */
  private List<String> sessions() {
    List<Connection> taken = all(pool);
    List<String> variables =
        taken.stream().flatMap(connection -> Variables.of(connection).stream()).sorted().toList();
    Flux.fromIterable(taken).concatMap(Connection::close).blockLast(PATIENCE);
    return variables;
  }

  private static List<Connection> all(ConnectionPool pool) {
    return Flux.range(0, POOL).concatMap(i -> pool.create()).collectList().block(PATIENCE);
  }

  private static void lead(ConnectionFactory factory) {
    Lease me = Lease.opening(LeaseId.random(), Duration.ofSeconds(15), Candidate.named("me"));
    String election = "e/" + me.id();
    try (MySqlLeaseStore store = MySqlLeaseStore.create(factory)) {
      store.prepare().block(PATIENCE);
      store.open(me).block(PATIENCE);
      store.renew(me.id()).block(PATIENCE);
      store.create(List.of(election)).block(PATIENCE);
      List<ElectionRecord> won =
          store.claim(me, List.of(ElectionRecord.created(election))).collectList().block(PATIENCE);
      assertThat(won).hasSize(1);
      assertThat(store.observe(null, List.of(), List.of(election)).block(PATIENCE).records())
          .isEqualTo(won);
    }
  }

  /** Makes connections that are not as any of ours. */
  private record Prepared(ConnectionFactory below, List<String> first)
      implements ConnectionFactory, Wrapped<ConnectionFactory> {

    @Override
    public Publisher<? extends Connection> create() {
      return Mono.from(below.create())
          .delayUntil(
              connection ->
                  Flux.fromIterable(first)
                      .concatMap(one -> new RawSession(connection).update(Sql.of(one))));
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
      return below.getMetadata();
    }

    @Override
    public ConnectionFactory unwrap() {
      return below;
    }
  }

  /** Does not say what it stands before. */
  private record Opaque(ConnectionFactory below) implements ConnectionFactory {

    @Override
    public Publisher<? extends Connection> create() {
      return below.create();
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
      return below.getMetadata();
    }
  }

  private record Knot(ConnectionFactory below, boolean tied)
      implements ConnectionFactory, Wrapped<ConnectionFactory> {

    @Override
    public Publisher<? extends Connection> create() {
      return below.create();
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
      return below.getMetadata();
    }

    @Override
    public ConnectionFactory unwrap() {
      return tied ? this : null;
    }
  }
}
