package io.election4j.springtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.Elections;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import reactor.core.publisher.Mono;

/** The health of elections, through whatever type the line has for it. */
class HealthTest {

  private final ApplicationContextRunner memory =
      Runners.with()
          .withPropertyValues(
              "election4j.store=memory", "election4j.elections=books", "election4j.lease=600ms");

  /** Returns the status and the details as a text. */
  static String health(ApplicationContext context) {
    Object indicator = context.getBean("electionsHealthIndicator");
    return Reflection.call(Reflection.call(indicator, "health"), "getStatus")
        + " "
        + Reflection.call(Reflection.call(indicator, "health"), "getDetails");
  }

  @Test
  void aLeaderIsUp() {
    memory.run(
        context -> {
          Waits.elected(context.getBean(Elections.class), "books");
          assertThat(health(context)).startsWith("UP ").contains("elections={books=LEADER}");
        });
  }

  @Test
  void aFollowerIsUp() {
    memory.run(
        context -> {
          Elections elections = context.getBean(Elections.class);
          Waits.elected(elections, "books");
          elections.drain().block(Contexts.LIMIT);
          assertThat(health(context)).startsWith("UP ").contains("elections={books=FOLLOWER}");
        });
  }

  @Test
  void aStoreThatDoesNotAnswerIsUnknownAndTellsNoSecret() {
    Runners.with(Runners.JDBC)
        .withPropertyValues(
            "spring.datasource.url=jdbc:mariadb://127.0.0.1:1/d?user=u&password=canary",
            "spring.datasource.hikari.connection-timeout=250",
            "election4j.lease=500ms")
        .run(
            context -> {
              Elections elections = context.getBean(Elections.class);
              elections.storeEvents().blockFirst(Contexts.LIMIT);
              assertThat(health(context)).startsWith("UNKNOWN ").doesNotContain("canary");
            });
  }

  @Test
  void workThatHoldsItsRecordIsDownUntilItStops() {
    memory
        .withPropertyValues("election4j.stop-timeout=50ms")
        .run(
            context -> {
              Elections elections = context.getBean(Elections.class);
              CountDownLatch release = new CountDownLatch(1);
              Election books = elections.join("books");
              Waits.elected(elections, "books");
              CountDownLatch begun = new CountDownLatch(1);
              books
                  .whileLeading(
                      leadership ->
                          Mono.never()
                              .doOnSubscribe(subscription -> begun.countDown())
                              .doOnCancel(() -> awaitQuietly(release)))
                  .subscribe();
              begun.await();
              Mono<ElectionEvent> overdue =
                  elections
                      .events()
                      .ofType(ElectionEvent.WorkOverdue.class)
                      .next()
                      .cache()
                      .cast(ElectionEvent.class);
              overdue.subscribe();
              books.stepDown(Duration.ofHours(1)).subscribe();
              overdue.block(Contexts.LIMIT);

              assertThat(health(context)).startsWith("DOWN ").contains("overdue=[books]");
              Mono<ElectionEvent> vacant =
                  elections
                      .events()
                      .ofType(ElectionEvent.Vacant.class)
                      .next()
                      .cache()
                      .cast(ElectionEvent.class);
              vacant.subscribe();
              release.countDown();
              vacant.block(Contexts.LIMIT);
              assertThat(health(context)).startsWith("UP ");
            });
  }

  @Test
  void aMisconfiguredStoreIsDown() {
    memory
        .withBean(Elections.class, () -> Elections.builder(Misconfigured.store()).build())
        .run(
            context -> {
              Elections elections = context.getBean(Elections.class);
              elections.prepared().onErrorComplete().block(Contexts.LIMIT);
              assertThat(health(context)).startsWith("DOWN ").contains("not granted");
            });
  }

  @Test
  void itCanBeSwitchedOff() {
    memory
        .withPropertyValues("management.health.elections.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean("electionsHealthIndicator"));
  }

  static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
