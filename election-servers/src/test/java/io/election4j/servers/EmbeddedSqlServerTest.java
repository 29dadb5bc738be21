package io.election4j.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddedSqlServerTest {

  static Stream<SqlEngine> engines() {
    return Stream.of(new MySqlEngine(), new MariaDbEngine());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void startsEmptyAndAnswers(SqlEngine engine) {
    try (TestServer server = start(engine)) {
      assertThat(server.description()).matches(engine.name() + " [0-9.]+, embedded");
      assertThat(SqlSession.on(server).ask("SELECT DATABASE()")).isEqualTo("elections");
      assertThat(
              SqlSession.on(server)
                  .ask(
                      "SELECT COUNT(*) FROM information_schema.tables"
                          + " WHERE table_schema = 'elections'"))
          .isEqualTo("0");
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void listensOnTheLoopbackAddressOnly(SqlEngine engine) {
    try (TestServer server = start(engine)) {
      assertThat(SqlSession.on(server).ask("SELECT @@bind_address")).isEqualTo("127.0.0.1");
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void writesEachCommitToDisk(SqlEngine engine) {
    try (TestServer server = start(engine)) {
      assertThat(SqlSession.on(server).ask("SELECT @@innodb_flush_log_at_trx_commit"))
          .isEqualTo("1");
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void takesAUserWithAPassword(SqlEngine engine) {
    try (TestServer server = start(engine)) {
      SqlSession root = SqlSession.on(server);
      root.run("CREATE USER reader@'127.0.0.1' IDENTIFIED BY 'open-sesame'");
      root.run("GRANT SELECT ON elections.* TO reader@'127.0.0.1'");

      assertThat(SqlSession.on(server, "reader", "open-sesame").ask("SELECT CURRENT_USER()"))
          .isEqualTo("reader@127.0.0.1");
      assertThatThrownBy(() -> SqlSession.on(server, "reader", "wrong").ask("SELECT 1"))
          .hasMessageContaining("denied");
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void restartsWithItsDataOnItsPort(SqlEngine engine) {
    try (TestServer server = start(engine)) {
      SqlSession root = SqlSession.on(server);
      root.run("CREATE TABLE t (id INT PRIMARY KEY)");
      root.run("INSERT INTO t VALUES (42)");
      String url = server.url();

      server.stop();
      assertThatThrownBy(() -> greet(url)).isInstanceOf(IOException.class);
      server.start();

      assertThat(server.url()).isEqualTo(url);
      assertThat(root.ask("SELECT id FROM t")).isEqualTo("42");
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void serversHaveTheirOwnDataAndIdentity(SqlEngine engine) {
    String identity =
        engine instanceof MySqlEngine ? "SELECT @@server_uuid" : "SELECT @@server_uid";
    try (TestServer one = start(engine);
        TestServer other = start(engine)) {
      SqlSession.on(one).run("CREATE TABLE t (id INT PRIMARY KEY)");

      assertThat(
              SqlSession.on(other)
                  .ask("SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 't'"))
          .isEqualTo("0");
      assertThat(SqlSession.on(other).ask(identity)).isNotEqualTo(SqlSession.on(one).ask(identity));
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aServerThatStartsDeletesNoTemporaryTableOfAnother(SqlEngine engine) {
    try (TestServer one = start(engine);
        TestServer other = start(engine)) {
      Path folder = ServerProcesses.folderOf(URI.create(one.url()).getPort());
      assertThat(SqlSession.on(one).ask("SELECT @@tmpdir")).startsWith(folder.toString());
      assertThat(SqlSession.on(other).ask("SELECT @@tmpdir")).doesNotStartWith(folder.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void nothingIsLeftAfterClose(SqlEngine engine) {
    TestServer server = start(engine);
    int port = URI.create(server.url()).getPort();
    Path folder = ServerProcesses.folderOf(port);
    assertThat(folder).isDirectory();

    server.close();

    assertThat(folder).doesNotExist();
    assertThat(ServerProcesses.naming(folder)).isEmpty();
    server.close();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void nothingIsLeftAfterAServerThatWasStoppedIsClosed(SqlEngine engine) {
    TestServer server = start(engine);
    Path folder = ServerProcesses.folderOf(URI.create(server.url()).getPort());
    server.stop();
    assertThat(folder).isDirectory();

    server.close();

    assertThat(folder).doesNotExist();
  }

  private static TestServer start(SqlEngine engine) {
    return EmbeddedSqlServer.start(installation(engine), Map.of());
  }

  private static SqlInstallation installation(SqlEngine engine) {
    try {
      return SqlInstallation.of(engine);
    } catch (ServerUnavailableException e) {
      return Assumptions.abort(e.getMessage());
    }
  }

  private static void greet(String url) throws IOException {
    Greeting.read("127.0.0.1", URI.create(url).getPort(), Duration.ofSeconds(1));
  }
}
