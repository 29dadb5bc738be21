package io.election4j.springtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.reactivestreams.client.MongoClient;
import io.election4j.Elections;
import io.election4j.jdbc.JdbcLeaseStore;
import io.election4j.mongo.MongoLeaseStore;
import io.election4j.mysql.MySqlLeaseStore;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Where elections are held; nothing is connected to. */
class StoreChoiceTest {

  private static final String[] JDBC = {
    "spring.datasource.url=jdbc:mariadb://127.0.0.1:1/d", "election4j.lease=500ms"
  };
  private static final String[] R2DBC = {
    "spring.r2dbc.url=r2dbc:mysql://u@127.0.0.1:1/d", "election4j.lease=500ms"
  };

  @Test
  void aDataSourceIsEnough() {
    Runners.with(Runners.JDBC)
        .withPropertyValues(JDBC)
        .run(
            context -> {
              assertThat(context).hasNotFailed().hasSingleBean(Elections.class);
              assertThat(context).getBean(LeaseStore.class).isInstanceOf(JdbcLeaseStore.class);
            });
  }

  @Test
  void aConnectionFactoryIsEnoughWithElectionMysql() {
    Runners.with(Runners.R2DBC)
        .withPropertyValues(R2DBC)
        .run(
            context ->
                assertThat(context).getBean(LeaseStore.class).isInstanceOf(MySqlLeaseStore.class));
  }

  @Test
  void aReactiveMongoClientIsEnoughWithElectionMongo() {
    Runners.with(Runners.MONGO)
        .withPropertyValues("spring.mongodb.uri=mongodb://127.0.0.1:1/d")
        .withPropertyValues(
            "election4j.lease=500ms", "spring.data.mongodb.uri=mongodb://127.0.0.1:1/d")
        .run(
            context -> {
              assertThat(context).hasSingleBean(MongoClient.class);
              assertThat(context).getBean(LeaseStore.class).isInstanceOf(MongoLeaseStore.class);
            });
  }

  @Test
  void twoOfThemNeedAChoice() {
    ApplicationContextRunner two =
        Runners.with(Runners.JDBC, Runners.MONGO).withPropertyValues(JDBC);

    two.run(
        context ->
            assertThat(Failures.of(context.getStartupFailure()))
                .contains("Elections could be held in several places: jdbc, mongo.")
                .contains("election4j.store"));
    two.withPropertyValues("election4j.store=mongo")
        .run(
            context ->
                assertThat(context).getBean(LeaseStore.class).isInstanceOf(MongoLeaseStore.class));
  }

  @Test
  void noneOfThemIsAFailureThatSaysWhatToDo() {
    ApplicationContextRunner none = Runners.with();

    none.run(
        context ->
            assertThat(Failures.of(context.getStartupFailure()))
                .contains("There is no database that elections could be held in")
                .contains("spring-boot-starter-jdbc")
                .contains("election4j.enabled=false"));
    none.withPropertyValues("election4j.store=r2dbc")
        .run(
            context ->
                assertThat(Failures.of(context.getStartupFailure()))
                    .contains("Election4j.store=r2dbc needs an R2DBC ConnectionFactory"));
    none.withPropertyValues("election4j.enabled=false")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Elections.class));
    none.withPropertyValues("election4j.store=memory")
        .run(
            context ->
                assertThat(context)
                    .getBean(LeaseStore.class)
                    .isInstanceOf(InMemoryLeaseStore.class));
  }

  @Test
  void aStoreOfTheApplicationComesFirst() {
    LeaseStore own = InMemoryLeaseStore.create();
    Runners.with(Runners.JDBC)
        .withPropertyValues(JDBC)
        .withBean("own", LeaseStore.class, () -> own)
        .run(context -> assertThat(context).getBean(LeaseStore.class).isSameAs(own));
  }

  @Test
  void soDoElectionsOfTheApplication() {
    Runners.with(Runners.JDBC)
        .withPropertyValues(JDBC)
        .withBean(
            "own", Elections.class, () -> Elections.builder(InMemoryLeaseStore.create()).build())
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(Elections.class)
                    .doesNotHaveBean(LeaseStore.class));
  }

  @Test
  void anR2dbcDriverBesideJdbcIsExplained() {
    Runners.with(Runners.JDBC, Runners.R2DBC)
        .withPropertyValues(JDBC)
        .run(
            context ->
                assertThat(Failures.of(context.getStartupFailure(), JDBC[0]))
                    .contains("an R2DBC driver is on its class path beside JDBC")
                    .contains("Remove election-mysql")
                    .doesNotContain("spring.r2dbc.url"));
  }

  /** As most applications have one: it is made before Spring Boot looks for the other's address. */
  static final class Accounts {
    Accounts(DataSource accounts) {
      accounts.hashCode();
    }
  }

  @Test
  void soItIsWhereABeanOfTheApplicationWantsTheDataSourceFirst() {
    Runners.with(Runners.JDBC, Runners.R2DBC)
        .withUserConfiguration(Accounts.class)
        .withPropertyValues(JDBC)
        .run(
            context ->
                assertThat(Failures.of(context.getStartupFailure(), JDBC[0]))
                    .contains("beside JDBC: Spring Boot makes no DataSource")
                    .contains("Remove election-mysql"));
  }

  @Test
  void whoHasExcludedOneOfTheTwoMissesADataSourceForAnotherReason() {
    Runners.with(Runners.JDBC, Runners.R2DBC)
        .withUserConfiguration(Accounts.class)
        .withPropertyValues(JDBC)
        .run(
            context -> {
              Throwable failure = context.getStartupFailure();
              for (String excluded :
                  List.of("R2dbcAutoConfiguration", "DataSourceAutoConfiguration")) {
                String property = "spring.autoconfigure.exclude=org.springframework." + excluded;
                // Nothing else fits either.
                assertThatThrownBy(() -> Failures.of(failure, JDBC[0], property))
                    .isInstanceOf(Error.class);
              }
            });
  }

  @Test
  void aConnectionFactoryDoesWhereBootDropsTheDataSource() {
    Runners.with(Runners.JDBC, Runners.R2DBC)
        .withPropertyValues(JDBC)
        .withPropertyValues(R2DBC)
        .run(
            context -> {
              assertThat(context).hasSingleBean(ConnectionFactory.class);
              assertThat(context).getBean(LeaseStore.class).isInstanceOf(MySqlLeaseStore.class);
            });
  }
}
