package io.election4j.samples.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.Elections;
import io.election4j.Leadership;
import io.election4j.NoLongerLeaderException;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** What a former leader writes late is refused by the database. */
@SpringBootTest(properties = {"billing.day=1d", "spring.main.banner-mode=off"})
@DirtiesContext
class LateWriteTest {

  /** One that no worker has. */
  private static final int SHARD = Shards.COUNT;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TestConfiguration
  static class OwnDatabase {

    @Bean
    TestServer server() {
      return server;
    }

    @Bean
    DynamicPropertyRegistrar whereItIs(TestServer server) {
      Database database = Database.at(server.url());
      return registry ->
          database
              .properties(database.server())
              .forEach(
                  property -> {
                    String[] parts = property.split("=", 2);
                    registry.add(parts[0], () -> parts[1]);
                  });
    }
  }

  private static TestServer server;

  @Autowired private Elections elections;
  @Autowired private Books books;
  @Autowired private JdbcTemplate jdbc;

  /** Where there can be none, this is skipped. */
  @BeforeAll
  static void start() {
    server = TestServers.postgreSql();
  }

  @Test
  void anInvoiceOfATermThatIsOverIsNotSent() {
    Election election = elections.join("billing/invoices/" + SHARD);
    jdbc.update("INSERT INTO charge (customer, shard, cents) VALUES ('ada', ?, 100)", SHARD);
    Leadership former = elected(election);
    election.stepDown(Duration.ZERO).block(PATIENCE);
    Leadership present = elected(election);
    assertThat(present.term()).isGreaterThan(former.term());

    assertThatThrownBy(() -> books.invoice(SHARD, former))
        .isInstanceOf(NoLongerLeaderException.class);

    assertThat(invoiced()).isZero();
    books.invoice(SHARD, present);
    assertThat(invoiced()).isEqualTo(100);
  }

  private long invoiced() {
    return ((Number) books.totals().get("invoiced")).longValue();
  }

  /** Elections tell every subscriber first what is so now. */
  private static Leadership elected(Election election) {
    return election
        .events()
        .ofType(ElectionEvent.Elected.class)
        .map(ElectionEvent.Elected::leadership)
        .blockFirst(PATIENCE);
  }
}
