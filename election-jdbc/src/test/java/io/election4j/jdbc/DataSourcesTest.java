package io.election4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.jdbc.MysqlDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent.Elected;
import io.election4j.Elections;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** Whatever kind of DataSource an application has, elections are held on it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataSourcesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestServer mysql = TestServers.mysql();
  private final TestServer postgreSql = TestServers.postgreSql();
  private final List<HikariDataSource> pools = new ArrayList<>();

  @AfterAll
  void stop() {
    pools.forEach(HikariDataSource::close);
    mysql.close();
    postgreSql.close();
  }

  Stream<Arguments> sources() throws SQLException {
    List<Arguments> all = new ArrayList<>();
    for (Place place : List.of(Place.of(mysql), Place.of(postgreSql))) {
      DataSource plain = place.postgreSql() ? postgreSql(place) : mariaDb(place);
      all.add(Arguments.of("the driver's own", plain));
      all.add(Arguments.of("HikariCP without autocommit", pool(place)));
      all.add(Arguments.of("DriverManagerDataSource", driverManager(place)));
      all.add(Arguments.of("TransactionAware", new TransactionAwareDataSourceProxy(pool(place))));
      all.add(Arguments.of("Lazy", new LazyConnectionDataSourceProxy(pool(place))));
    }
    all.add(Arguments.of("Connector/J", connectorJ(Place.of(mysql))));
    return all.stream();
  }

  private static DataSource postgreSql(Place place) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(place.url());
    source.setUser(place.user());
    source.setPassword(place.password());
    return source;
  }

  private static DataSource mariaDb(Place place) throws SQLException {
    MariaDbDataSource source = new MariaDbDataSource(place.url());
    source.setUser(place.user());
    source.setPassword(place.password());
    return source;
  }

  private static DataSource connectorJ(Place place) {
    MysqlDataSource source = new MysqlDataSource();
    source.setUrl(
        "jdbc:mysql://"
            + place.host()
            + ":"
            + place.port()
            + "/"
            + place.database()
            + "?sslMode=DISABLED&allowPublicKeyRetrieval=true&useAffectedRows=true");
    source.setUser(place.user());
    source.setPassword(place.password());
    return source;
  }

  private static DataSource driverManager(Place place) {
    return new DriverManagerDataSource(place.url(), place.user(), place.password());
  }

  private DataSource pool(Place place) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(place.url());
    config.setUsername(place.user());
    config.setPassword(place.password());
    config.setMaximumPoolSize(4);
    config.setMinimumIdle(0);
    config.setAutoCommit(false);
    HikariDataSource pool = new HikariDataSource(config);
    pools.add(pool);
    return pool;
  }

  @ParameterizedTest
  @MethodSource("sources")
  void anElectionIsWonAndHandedOver(String kind, DataSource source) {
    String name = "it's/ä/🗳/" + kind;
    Elections first = elections(source, "first");
    Election held = first.join(name);
    long term = held.events().ofType(Elected.class).blockFirst(PATIENCE).leadership().term();
    try (Elections second = elections(source, "second")) {
      Election next = second.join(name);
      first.close();

      assertThat(next.events().ofType(Elected.class).blockFirst(PATIENCE).leadership().term())
          .isGreaterThan(term);
    }
  }

  private static Elections elections(DataSource source, String name) {
    return Elections.builder(JdbcLeaseStore.builder(source).noPush().build())
        .candidate(Candidate.named(name))
        .lease(Duration.ofSeconds(3))
        .build();
  }
}
