package io.election4j.springtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.Elections;
import io.election4j.Leadership;
import io.election4j.NoLongerLeaderException;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spring.boot.TransactionGuard;
import java.net.URI;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The guard in a transaction of Spring's, on the DataSource of the application. */
class TransactionGuardTest {

  private static final String ELECTION = "billing/close-of-day";

  private static TestServer server;

  @BeforeAll
  static void startServer() {
    server = TestServers.mysql();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private static ApplicationContextRunner application() {
    URI uri = URI.create(server.url());
    String[] user = (uri.getUserInfo() + ":").split(":", 3);
    return Runners.with(Runners.JDBC)
        .withPropertyValues(
            "election4j.lease=1500ms",
            "spring.datasource.url=jdbc:mariadb://%s:%d%s?allowPublicKeyRetrieval=true"
                .formatted(uri.getHost(), uri.getPort(), uri.getPath()),
            "spring.datasource.username=" + user[0],
            "spring.datasource.password=" + user[1]);
  }

  private static Leadership elected(ApplicationContext context) {
    return context
        .getBean(Elections.class)
        .join(ELECTION)
        .events()
        .ofType(ElectionEvent.Elected.class)
        .map(ElectionEvent.Elected::leadership)
        .blockFirst(Contexts.LIMIT);
  }

  private static TransactionTemplate transaction(ApplicationContext context) {
    return new TransactionTemplate(new JdbcTransactionManager(context.getBean(DataSource.class)));
  }

  @Test
  void aLeaderMayWriteAndIsToldItsTerm() {
    application()
        .run(
            context -> {
              Leadership leadership = elected(context);
              TransactionGuard guard = context.getBean(TransactionGuard.class);

              Leadership told = transaction(context).execute(status -> guard.check(ELECTION));

              assertThat(told.term()).isEqualTo(leadership.term());
            });
  }

  @Test
  void aTermThatIsOverIsRefused() {
    application()
        .run(
            context -> {
              Election election = context.getBean(Elections.class).join(ELECTION);
              Leadership former = elected(context);
              election.stepDown(Duration.ZERO).block(Contexts.LIMIT);
              elected(context);
              TransactionGuard guard = context.getBean(TransactionGuard.class);

              assertThatThrownBy(
                      () -> transaction(context).executeWithoutResult(s -> guard.check(former)))
                  .isInstanceOf(NoLongerLeaderException.class);
            });
  }

  @Test
  void whoDoesNotLeadIsRefusedAndDoesNotStandForThat() {
    application()
        .run(
            context -> {
              TransactionGuard guard = context.getBean(TransactionGuard.class);
              elected(context);

              assertThatThrownBy(
                      () -> transaction(context).execute(status -> guard.check("billing/misspelt")))
                  .isInstanceOf(NoLongerLeaderException.class);
              assertThat(context.getBean(Elections.class).status().elections())
                  .filteredOn(one -> one.election().equals("billing/misspelt"))
                  .allMatch(one -> !one.leading() && one.role().name().equals("OBSERVER"));
            });
  }

  @Test
  void outsideATransactionNothingIsGuarded() {
    application()
        .run(
            context -> {
              elected(context);
              TransactionGuard guard = context.getBean(TransactionGuard.class);

              assertThatThrownBy(() -> guard.check(ELECTION))
                  .isInstanceOf(IllegalStateException.class);
            });
  }

  @Test
  void thereIsNoneWithoutJdbcOfSpring() {
    Runners.with()
        .withClassLoader(
            new FilteredClassLoader("org.springframework.jdbc", "com.mongodb", "io.r2dbc"))
        .withPropertyValues("election4j.store=memory")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(TransactionGuard.class));
  }
}
