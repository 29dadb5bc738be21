package io.election4j.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoCredential;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class GivenServerTest {

  @Test
  void aGivenMySqlLendsADatabaseThatIsGoneAfterClose() {
    try (TestServer host = sqlHost()) {
      TestServer server = GivenMySql.open(given(withPassword(host, "s3cret")));
      SqlSession session =
          new SqlSession(io.r2dbc.spi.ConnectionFactories.get("r2dbc:" + server.url()));
      session.run("CREATE TABLE t (id INT PRIMARY KEY)");
      String database = session.ask("SELECT DATABASE()");

      server.close();
      server.close();

      assertThat(database).startsWith("election4j_");
      assertThat(server.description()).matches("M.* [0-9.]+, given by URL");
      assertThat(SqlSession.on(host).ask("SHOW DATABASES LIKE '" + database + "'")).isNull();
    }
  }

  @Test
  void aGivenMySqlThatRefusesUsIsReportedWithoutThePassword() {
    try (TestServer host = sqlHost()) {
      String url = withPassword(host, "right").replace("right", "s3cret");

      assertThatThrownBy(() -> GivenMySql.open(given(url)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot use the server in URL (127.0.0.1:")
          .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("s3cret"));
    }
  }

  @Test
  void anAddressThatTheDriverRefusesIsReportedWithoutThePassword() {
    assertThatThrownBy(() -> GivenMySql.open(given("nodriver://me:s3cret@localhost:1/x")))
        .hasMessageStartingWith("URL is not an address")
        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("s3cret"));
    assertThatThrownBy(() -> GivenMongo.open(given("mysql://me:s3cret@localhost:1/x")))
        .hasMessageStartingWith("URL is not an address")
        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("s3cret"));
  }

  @Test
  void aGivenPostgreSqlLendsADatabaseThatIsGoneAfterCloseAlthoughSomebodyIsConnected()
      throws SQLException {
    try (TestServer host = postgreSqlHost()) {
      PostgreSqlSession.on(host).run("CREATE ROLE me SUPERUSER LOGIN PASSWORD 's3@cr+t'");
      String login = host.url().replace("root@", "me:s3%40cr+t@");
      TestServer server = GivenPostgreSql.open(given(login + "?connectTimeout=5"));
      try (Connection left = PostgreSqlSession.on(server, "me", "s3@cr+t").connect()) {
        String database = left.getCatalog();

        server.close();
        server.close();

        assertThat(database).startsWith("election4j_");
        assertThat(server.url()).endsWith("?connectTimeout=5");
        assertThat(server.description()).matches("PostgreSQL [0-9.]+, given by URL");
        assertThat(
                PostgreSqlSession.on(host)
                    .ask("SELECT 1 FROM pg_database WHERE datname = '" + database + "'"))
            .isNull();
      }
    }
  }

  @Test
  void aGivenPostgreSqlThatRefusesUsIsReportedWithoutThePassword() throws SQLException {
    try (TestServer host = postgreSqlHost()) {
      PostgreSqlSession.on(host).run("CREATE ROLE me LOGIN PASSWORD 'right'");

      assertThatThrownBy(
              () -> GivenPostgreSql.open(given(host.url().replace("root@", "me:s3cret@"))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot use the server in URL (127.0.0.1:")
          .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("s3cret"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mysql://me:s3cret@localhost:1/x", "postgresql://me:s3cret%@localhost:1/x"})
  void anAddressThatIsNoneOfPostgreSqlIsReportedWithoutThePassword(String url) {
    assertThatThrownBy(() -> GivenPostgreSql.open(given(url)))
        .hasMessageStartingWith("URL is not an address")
        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("s3cret"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mongodb://a:1/x|x|0",
        "mongodb://u:p@a|admin|1",
        "mongodb://u:p@a:1/x|x|1",
        "mongodb://u:p@a:1/x?|x|1",
        "mongodb://u:p@a:1/my%2Dbase|my-base|1",
        "mongodb://u:p@a:1,b:2/x?replicaSet=rs0|x|1",
        "mongodb://u:p@a:1/x?authSource=other|other|1",
        "mongodb://u:p@a:1/x?AUTHSOURCE=other&w=1|other|1",
        "mongodb://CN=u@a:1/x?authMechanism=MONGODB-X509|$external|1"
      })
  void aUserOfAGivenMongoIsLookedUpWhereTheAddressSays(String url, String source, int users) {
    ConnectionString own =
        new ConnectionString(
            GivenMongo.withAuthenticationDatabase(given(url)).withFreshDatabase().url());

    assertThat(own.getDatabase()).startsWith("election4j_");
    assertThat(Stream.ofNullable(own.getCredential()).map(MongoCredential::getSource))
        .hasSize(users)
        .allMatch(source::equals);
  }

  @Test
  void aGivenMongoLendsADatabaseThatIsGoneAfterClose() {
    try (TestServer host = TestServers.fakeMongo();
        MongoClient client = MongoClients.create(host.url())) {
      TestServer server = GivenMongo.open(given(host.url()));
      String database = server.url().replaceFirst(".*/", "");
      block(client.getDatabase(database).getCollection("c").insertOne(new Document("_id", 1)));
      assertThat(databases(client)).contains(database);

      server.close();

      assertThat(database).startsWith("election4j_");
      assertThat(server.description()).isEqualTo("MongoDB 5.0.0, given by URL");
      assertThat(databases(client)).doesNotContain(database);
    }
  }

  @Test
  void aGivenServerIsNotStoppedOrStarted() {
    TestServer server = new GivenServer("mysql://root@host/x", "MySQL 8.4.0, given", () -> {});

    assertThat(server.restartable()).isFalse();
    for (Runnable change : List.<Runnable>of(server::stop, server::start, server::restart)) {
      assertThatThrownBy(change::run)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("not ours");
    }
  }

  private static TestServer sqlHost() {
    try {
      return TestServers.embeddedMySql();
    } catch (ServerUnavailableException e) {
      return Assumptions.abort(e.getMessage());
    }
  }

  private static TestServer postgreSqlHost() {
    try {
      return TestServers.embeddedPostgreSql();
    } catch (ServerUnavailableException e) {
      return Assumptions.abort(e.getMessage());
    }
  }

  private static String withPassword(TestServer host, String password) {
    SqlSession root = SqlSession.on(host);
    root.run("CREATE USER me@'127.0.0.1' IDENTIFIED BY '" + password + "'");
    root.run("GRANT ALL ON *.* TO me@'127.0.0.1'");
    return host.url().replace("root@", "me:" + password + "@");
  }

  private static GivenAddress given(String url) {
    return GivenAddress.in(Map.of("URL", url), "URL").orElseThrow();
  }

  private static List<String> databases(MongoClient client) {
    return Flux.from(client.listDatabaseNames()).collectList().block(Duration.ofSeconds(10));
  }

  private static <T> T block(org.reactivestreams.Publisher<T> publisher) {
    return Mono.from(publisher).block(Duration.ofSeconds(10));
  }

  private static String stackTrace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
