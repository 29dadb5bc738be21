package io.election4j.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AskedServerTest {

  @Test
  void unlessOneIsAskedForTheFirstThatIsFoundIsTaken() {
    assertThat(AskedServer.in(Map.of())).isEqualTo(AskedServer.ANY);
    assertThat(AskedServer.in(asking(""))).isEqualTo(AskedServer.ANY);
  }

  @Test
  void mariaDbIsTakenWhereItIsAskedFor() {
    assertThat(AskedServer.in(asking("mariadb"))).isEqualTo(AskedServer.MARIADB);
  }

  @Test
  void anotherServerIsRefusedByItsName() {
    assertThatThrownBy(() -> AskedServer.in(asking("oracle")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("election.test.sql 'oracle' is not mariadb");
  }

  @Test
  void theTestsOfTheMySqlFamilyRunOnTheServerAskedFor() {
    assumeThat(AskedServer.in(System.getProperties())).isEqualTo(AskedServer.MARIADB);
    assumeThat(System.getenv("ELECTION_TEST_MYSQL_URL")).isNull();

    try (TestServer server = TestServers.mysql()) {
      assertThat(server.description()).startsWith("MariaDB ");
    }
  }

  private static Map<String, String> asking(String server) {
    return Map.of(AskedServer.PROPERTY, server);
  }
}
