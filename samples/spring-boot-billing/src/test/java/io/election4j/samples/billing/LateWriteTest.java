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
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** What a former leader writes late is refused by the database. */
@SpringBootTest(properties = {"billing.day=1d", "spring.main.banner-mode=off"})
@DirtiesContext
class LateWriteTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TestConfiguration
  static class OwnDatabase {

    @Bean
    TestServer server() {
      return TestServers.postgreSql();
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

  @Autowired private Elections elections;
  @Autowired private Books books;

  @Test
  void anInvoiceOfATermThatIsOverIsNotSent() {
    Election election = elections.join("billing/invoices/of-ada");
    books.charge("ada", 100);
    Leadership former = elected(election);
    election.stepDown(Duration.ZERO).block(PATIENCE);
    Leadership present = elected(election);
    assertThat(present.term()).isGreaterThan(former.term());
    int shard = Shards.of("ada");

    assertThatThrownBy(() -> books.invoice(shard, former))
        .isInstanceOf(NoLongerLeaderException.class);

    assertThat(invoiced()).isZero();
    books.invoice(shard, present);
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
