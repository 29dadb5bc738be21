package io.election4j.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class EmbeddedPostgreSqlTest {

  private static final String TABLES =
      "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')";

  @Test
  void startsEmptyAndAnswers() throws Exception {
    try (TestServer server = start()) {
      assertThat(server.description()).matches("PostgreSQL 17\\.[0-9]+, embedded");
      assertThat(server.url()).matches("postgresql://root@127\\.0\\.0\\.1:[0-9]+/elections");
      assertThat(PostgreSqlSession.on(server).ask(TABLES)).isEqualTo("0");
    }
  }

  @Test
  void testsFindOneWhereverItIs() {
    try (TestServer server = TestServers.postgreSql()) {
      assertThat(server.description()).startsWith("PostgreSQL ");
      assertThat(server.url()).startsWith("postgresql://");
    }
  }

  @Test
  void isSetUpAsPromised() throws Exception {
    Map<String, String> promised =
        Map.of(
            "current_database()", "elections",
            "current_setting('is_superuser')", "on",
            "current_setting('listen_addresses')", "127.0.0.1",
            "current_setting('unix_socket_directories')", "",
            "current_setting('max_connections')", "200",
            "current_setting('server_encoding')", "UTF8",
            "current_setting('synchronous_commit')", "on",
            "current_setting('full_page_writes')", "on",
            "(SELECT datcollate || datctype FROM pg_database WHERE datname = 'elections')", "CC");
    try (TestServer server = start()) {
      PostgreSqlSession root = PostgreSqlSession.on(server);
      for (Map.Entry<String, String> one : promised.entrySet()) {
        assertThat(root.ask("SELECT " + one.getKey())).as(one.getKey()).isEqualTo(one.getValue());
      }
    }
  }

  @Test
  void takesAUserWithAPassword() throws Exception {
    try (TestServer server = start()) {
      PostgreSqlSession.on(server).run("CREATE ROLE reader LOGIN PASSWORD 'open-sesame'");

      assertThat(PostgreSqlSession.on(server, "reader", "open-sesame").ask("SELECT current_user"))
          .isEqualTo("reader");
      assertThatThrownBy(() -> PostgreSqlSession.on(server, "reader", "wrong").ask("SELECT 1"))
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void restartsWithItsDataOnItsPort() throws Exception {
    try (TestServer server = start()) {
      PostgreSqlSession root = PostgreSqlSession.on(server);
      root.run("CREATE TABLE t (id INT PRIMARY KEY)");
      root.run("INSERT INTO t VALUES (42)");
      String url = server.url();

      server.stop();
      assertThatThrownBy(() -> root.ask("SELECT 1")).isInstanceOf(SQLException.class);
      server.start();

      assertThat(server.url()).isEqualTo(url);
      assertThat(root.ask("SELECT id FROM t")).isEqualTo("42");
    }
  }

  @Test
  void whatItAcknowledgedSurvivesAStopInTheMiddleOfWrites() throws Exception {
    try (TestServer server = start()) {
      PostgreSqlSession root = PostgreSqlSession.on(server);
      root.run("CREATE TABLE t (id INT PRIMARY KEY)");
      AtomicInteger acknowledged = new AtomicInteger();
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(() -> writeUntilRefused(root, acknowledged));
      ServerWait wait = new ServerWait(Duration.ofSeconds(30));
      while (acknowledged.get() < 500 && !wait.isOver()) {
        wait.aMoment();
      }

      server.stop();
      writing.join();
      server.start();

      assertThat(acknowledged).hasValueGreaterThanOrEqualTo(500);
      assertThat(Integer.parseInt(root.ask("SELECT count(*) FROM t")))
          .isBetween(acknowledged.get(), acknowledged.get() + 1);
    }
  }

  private static void writeUntilRefused(PostgreSqlSession root, AtomicInteger acknowledged) {
    try (Connection connection = root.connect();
        Statement statement = connection.createStatement()) {
      while (true) {
        statement.execute("INSERT INTO t VALUES (" + acknowledged.get() + ")");
        acknowledged.incrementAndGet();
      }
    } catch (SQLException stopped) {
      // That is what was waited for.
    }
  }

  @Test
  void aStopEndsWhatServesABusyConnection() throws Exception {
    try (TestServer server = start();
        Connection connection = PostgreSqlSession.on(server).connect();
        Statement statement = connection.createStatement()) {
      Path folder = folderOf(server);
      CompletableFuture<Throwable> answer =
          CompletableFuture.runAsync(() -> countForHours(statement))
              .handle((none, failure) -> failure);
      ServerWait wait = new ServerWait(Duration.ofSeconds(30));
      while (!isCounting(server) && !wait.isOver()) {
        wait.aMoment();
      }
      assertThat(isCounting(server)).isTrue();

      server.stop();

      assertThat(ServerProcesses.workingIn(folder)).isEmpty();
      assertThat(answer.join()).isNotNull();
      server.start();
      assertThat(isCounting(server)).isFalse();
    }
  }

  private static void countForHours(Statement statement) {
    try {
      statement.execute("DO 'BEGIN FOR i IN 1..2000000000 LOOP NULL; END LOOP; END'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isCounting(TestServer server) throws SQLException {
    return PostgreSqlSession.on(server)
        .ask("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'DO%'")
        .equals("1");
  }

  @Test
  void comesBackAfterItsFirstProcessWasKilled() throws Exception {
    try (OwnServer server = start()) {
      Path folder = folderOf(server);
      ProcessHandle.of(server.pid().orElseThrow()).orElseThrow().destroyForcibly();
      ServerWait wait = new ServerWait(Duration.ofSeconds(30));
      while (!ServerProcesses.naming(folder).isEmpty() && !wait.isOver()) {
        wait.aMoment();
      }
      assertThat(ServerProcesses.workingIn(folder)).isEmpty();

      server.restart();

      assertThat(PostgreSqlSession.on(server).ask("SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void serversHaveTheirOwnDataAndIdentity() throws Exception {
    String identity = "SELECT system_identifier FROM pg_control_system()";
    try (TestServer one = start();
        TestServer other = start()) {
      PostgreSqlSession.on(one).run("CREATE TABLE t (id INT PRIMARY KEY)");

      assertThat(PostgreSqlSession.on(other).ask(TABLES)).isEqualTo("0");
      assertThat(PostgreSqlSession.on(other).ask(identity))
          .isNotEqualTo(PostgreSqlSession.on(one).ask(identity));
    }
  }

  @Test
  void nothingIsLeftAfterClose() throws Exception {
    OwnServer server = start();
    Path folder = folderOf(server);
    long pid = server.pid().orElseThrow();
    assertThat(ServerProcesses.workingIn(folder)).hasSizeGreaterThan(1);
    assertThat(sharedMemoryOf(pid)).isTrue();

    server.close();

    assertThat(folder).doesNotExist();
    assertThat(ServerProcesses.workingIn(folder)).isEmpty();
    assertThat(sharedMemoryOf(pid)).isFalse();
    server.close();
  }

  @Test
  void nothingIsLeftAfterAServerThatWasStoppedIsClosed() throws Exception {
    OwnServer server = start();
    Path folder = folderOf(server);
    long pid = server.pid().orElseThrow();
    server.stop();
    assertThat(folder.resolve("data")).isDirectory();
    assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();

    server.close();

    assertThat(folder).doesNotExist();
    assertThat(sharedMemoryOf(pid)).isFalse();
  }

  /** Returns whether there is shared memory that a process of this number has made. */
  private static boolean sharedMemoryOf(long pid) throws Exception {
    return Files.readAllLines(Path.of("/proc/sysvipc/shm")).stream()
        .map(line -> line.strip().split(" +"))
        .anyMatch(columns -> columns[4].equals(Long.toString(pid)));
  }

  private static Path folderOf(TestServer server) {
    return ServerProcesses.folderOf(URI.create(server.url()).getPort());
  }

  private static OwnServer start() {
    try {
      return OwnServer.start(OwnServer.Kind.POSTGRESQL, Map.of());
    } catch (ServerUnavailableException e) {
      return Assumptions.abort(e.getMessage());
    }
  }
}
