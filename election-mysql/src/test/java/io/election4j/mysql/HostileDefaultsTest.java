package io.election4j.mysql;

import static io.election4j.internal.RunningElections.trustedUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.Elections;
import io.election4j.servers.TestServer;
import io.election4j.sql.mysql.MySqlSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Whatever a server gives its sessions to begin with, elections do not notice. */
class HostileDefaultsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MANY = 60;

  private static final List<String> HOSTILE =
      List.of(
          "SET GLOBAL autocommit = 0",
          "SET GLOBAL sql_select_limit = 1",
          "SET GLOBAL sql_big_selects = 0",
          "SET GLOBAL max_join_size = 1",
          "SET GLOBAL max_sort_length = 64",
          "SET GLOBAL innodb_lock_wait_timeout = 1000",
          "SET GLOBAL lock_wait_timeout = 1000",
          "SET GLOBAL wait_timeout = 1",
          "SET GLOBAL sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES,IGNORE_SPACE'",
          "SET GLOBAL TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY",
          "SET GLOBAL init_connect = 'SET NAMES latin1, sql_safe_updates = 1, sql_big_selects = 0,"
              + " timestamp = 1000'");

  /** What one kind of server has and the other does not. */
  private static final List<String> OF_MYSQL =
      List.of("SET GLOBAL max_execution_time = 1", "SET GLOBAL range_optimizer_max_mem_size = 1");

  private static final List<String> OF_MARIADB = List.of("SET GLOBAL max_statement_time = 0.001");

  /** Starts a server, or aborts the test. */
  TestServer start() {
    return MySqlServer.start();
  }

  @Test
  void sixtyElectionsAreLedOnAsIfNothingWere() throws SQLException {
    try (TestServer server = start()) {
      Assumptions.assumeTrue(server.restartable(), "the server given is not ours to spoil");
      Address root = AddressUrl.parse(server.url());
      Address user = spoil(root);
      ConcurrentLinkedQueue<ElectionEvent> losses = new ConcurrentLinkedQueue<>();
      try (Elections elections =
          Elections.builder(MySqlLeaseStoreBuilder.of(user).build())
              .candidate(Candidate.named("me"))
              .lease(Duration.ofSeconds(5))
              .build()) {
        elections.events().ofType(Revoked.class).subscribe(losses::add);
        List<Election> led =
            elections.joinAll(IntStream.range(0, MANY).mapToObj(i -> "it's \\ " + i).toList());
        led.forEach(election -> election.events().ofType(Elected.class).blockFirst(PATIENCE));
        trustedUntil(elections).take(6).blockLast(PATIENCE);

        assertThat(losses).isEmpty();
        assertThat(led).allMatch(election -> election.leadership().isPresent());
      }
    }
  }

  @Test
  void everySettingOfOurSessionsIsOursWhateverTheServerSays() throws SQLException {
    try (TestServer server = start()) {
      Assumptions.assumeTrue(server.restartable(), "the server given is not ours to spoil");
      Address root = AddressUrl.parse(server.url());
      List<String> usual = settings(root);
      List<String> hostile = settings(spoil(root));

      assertThat(hostile).isEqualTo(usual).hasSizeGreaterThan(15);
    }
  }

  /** Returns what a session of the store has set. */
  private static List<String> settings(Address address) {
    try (R2dbcSession session = new R2dbcSession(address, (connection, leadership) -> null)) {
      MySqlSession.set(new RawSession(session.connection())).block(PATIENCE);
      return MySqlSession.read(new RawSession(session.connection()))
          .block(PATIENCE)
          .before()
          .entrySet()
          .stream()
          .map(setting -> setting.getKey() + " = " + setting.getValue())
          .sorted()
          .toList();
    }
  }

  /** Sets what it can, and returns a user to whom {@code init_connect} applies as well. */
  private static Address spoil(Address root) throws SQLException {
    try (Connection connection = JdbcSession.connect(root);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE USER 'app'@'%' IDENTIFIED BY 'secret'");
      statement.execute("GRANT ALL ON " + root.database() + ".* TO 'app'@'%'");
      List<String> all = new ArrayList<>(HOSTILE);
      boolean maria = connection.getMetaData().getDatabaseProductName().equals("MariaDB");
      all.addAll(maria ? OF_MARIADB : OF_MYSQL);
      for (String one : all) {
        statement.execute(one);
      }
    }
    return new Address(root.host(), root.port(), "app", "secret", root.database(), root.tls());
  }
}
