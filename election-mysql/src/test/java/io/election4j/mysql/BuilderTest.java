package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asyncer.r2dbc.mysql.MySqlConnectionConfiguration;
import io.asyncer.r2dbc.mysql.MySqlConnectionFactory;
import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.r2dbc.spi.Closeable;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Wrapped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** The ways to a store, and its options. */
class BuilderTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Database database = Database.create();
  private final Lease me =
      Lease.opening(
          LeaseId.random(),
          Duration.ofSeconds(15),
          Candidate.named("me").with("k", "it's \\ \"x\""));

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aFactoryThatPreparesStatementsOnTheServerWillDo() {
    ConnectionFactory factory =
        MySqlConnectionFactory.from(configuration().useServerPrepareStatement().build());

    try (LeaseStore store = MySqlLeaseStore.create(factory)) {
      assertThat(lead(store, 120)).hasSize(120).allMatch(ElectionRecord::vacant);
    }
  }

  @Test
  void aFactoryOfConnectionsWithOtherDefaultsWillDo() {
    ConnectionFactory factory =
        MySqlConnectionFactory.from(
            configuration()
                .sessionVariables(
                    "sql_mode='ANSI,NO_BACKSLASH_ESCAPES'",
                    "autocommit=0",
                    "time_zone='-07:00'",
                    "innodb_lock_wait_timeout=50")
                .build());

    try (LeaseStore store = MySqlLeaseStore.create(factory)) {
      assertThat(lead(store, 12)).hasSize(12).allMatch(ElectionRecord::vacant);
    }
  }

  @Test
  void ofAPoolOnlyTheFactoryBelowIsUsedAndNothingIsClosed() {
    Pool pool = new Pool(MySqlConnectionFactory.from(configuration().build()));

    try (LeaseStore store = MySqlLeaseStore.create(pool)) {
      assertThat(lead(store, 1)).hasSize(1);
    }

    assertThat(pool.calls).hasValue(0);
  }

  @Test
  void aPasswordMayBeGivenApartFromTheUrl() {
    String url = "mysql://someone@" + database.address().host() + "/x";

    assertThatIllegalStateException()
        .isThrownBy(() -> MySqlLeaseStore.builder(url).password("a").password("b"))
        .withMessageNotContaining("b\"");
    MySqlLeaseStore.builder(url).password("canary").build().close();
  }

  @Test
  void aStoreIsMadeFromTheEnvironment() {
    Address address = database.address();
    Map<String, String> environment =
        Map.of(
            "MYSQL_USER", address.user(),
            "MYSQL_PASSWORD", address.password() == null ? "" : address.password(),
            "MYSQL_HOST", address.host(),
            "MYSQL_PORT", Integer.toString(address.port()),
            "MYSQL_DBNAME", address.database());

    try (LeaseStore store = MySqlLeaseStore.fromEnvironment(environment, Path.of("none"))) {
      assertThat(lead(store, 1)).hasSize(1);
    }
  }

  @Test
  void epochTermsAreAtLeastTheServersClockAndRise() {
    try (LeaseStore store = MySqlLeaseStoreBuilder.of(database.address()).epochTerms().build()) {
      long before = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
      store.prepare().block(PATIENCE);
      store.create(List.of("a")).block(PATIENCE);
      ElectionRecord first = claim(store, ElectionRecord.created("a"));
      database.run("UPDATE election_record SET term = term + 86400000");

      ElectionRecord second = claim(store, at(first, first.term() + 86_400_000));

      assertThat(first.term()).isGreaterThan(before);
      assertThat(second.term()).isEqualTo(first.term() + 86_400_001);
    }
  }

  private List<ElectionRecord> lead(LeaseStore store, int elections) {
    List<String> names = IntStream.range(0, elections).mapToObj(i -> "it's \\ " + i).toList();
    store.prepare().block(PATIENCE);
    assertThat(store.open(me).block(PATIENCE)).isTrue();
    assertThat(store.renew(me.id()).block(PATIENCE)).isTrue();
    store.create(names).block(PATIENCE);
    List<ElectionRecord> seen =
        store.observe(null, List.of(me.id()), names).block(PATIENCE).records();
    List<Amendment> vacancies =
        store.claim(me, seen).<Amendment>map(Amendment.Vacate::new).collectList().block(PATIENCE);
    return store.amend(vacancies).collectList().block(PATIENCE);
  }

  private ElectionRecord claim(LeaseStore store, ElectionRecord seen) {
    return store.claim(me, List.of(seen)).single().block(PATIENCE);
  }

  private static ElectionRecord at(ElectionRecord record, long term) {
    return new ElectionRecord(
        record.election(),
        term,
        record.revision(),
        record.holder(),
        record.ttl(),
        record.leader(),
        record.value());
  }

  private MySqlConnectionConfiguration.Builder configuration() {
    Address address = database.address();
    return MySqlConnectionConfiguration.builder()
        .host(address.host())
        .port(address.port())
        .user(address.user())
        .password(address.password())
        .database(address.database());
  }

  /** As an application's pool looks from outside. */
  private record Pool(ConnectionFactory below, AtomicInteger calls)
      implements ConnectionFactory, Wrapped<ConnectionFactory>, Closeable {

    Pool(ConnectionFactory below) {
      this(below, new AtomicInteger());
    }

    @Override
    public Publisher<? extends Connection> create() {
      calls.incrementAndGet();
      return below.create();
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
      return below.getMetadata();
    }

    @Override
    public ConnectionFactory unwrap() {
      return below;
    }

    @Override
    public Publisher<Void> close() {
      return Mono.fromRunnable(calls::incrementAndGet);
    }
  }
}
