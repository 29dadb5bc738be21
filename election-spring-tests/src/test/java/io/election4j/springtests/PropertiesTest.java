package io.election4j.springtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionStatus;
import io.election4j.Elections;
import io.election4j.spring.LeaderOnly;
import io.election4j.spring.boot.ElectionsBuilderCustomizer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What can be set without code. */
class PropertiesTest {

  static class Job {

    @LeaderOnly("books")
    public int count() {
      return 1;
    }
  }

  private final ApplicationContextRunner runner =
      Runners.with()
          .withPropertyValues(
              "election4j.store=memory", "spring.application.name=billing", "election4j.lease=3s");

  @Test
  void durationsAndTheCandidateCanBeSet() {
    runner
        .withPropertyValues(
            "election4j.heartbeat=500ms",
            "election4j.grace=100ms",
            "election4j.operation-timeout=700ms",
            "election4j.poll=50ms",
            "election4j.candidate.name=billing-7",
            "election4j.candidate.priority=3",
            "election4j.candidate.attributes.host=10.0.0.7",
            "election4j.member-of=indexers",
            "election4j.elections=a/b,c")
        .run(
            context -> {
              Elections elections = context.getBean(Elections.class);
              assertThat(elections.timing().lease()).isEqualTo(Duration.ofSeconds(3));
              assertThat(elections.timing().heartbeat()).isEqualTo(Duration.ofMillis(500));
              assertThat(elections.timing().grace()).isEqualTo(Duration.ofMillis(100));
              assertThat(elections.timing().operationTimeout()).isEqualTo(Duration.ofMillis(700));
              assertThat(elections.timing().poll()).isEqualTo(Duration.ofMillis(50));
              assertThat(elections.candidate().name()).isEqualTo("billing-7");
              assertThat(elections.candidate().priority()).isEqualTo(3);
              assertThat(elections.candidate().address()).isEqualTo("10.0.0.7");
              assertThat(elections.candidate().isMemberOf("indexers")).isTrue();
              assertThat(elections.status().elections())
                  .extracting(ElectionStatus::election)
                  .containsExactly("a/b", "c");
            });
  }

  @Test
  void candidatesHaveTheNameOfTheApplicationAndOneOfTheirOwn() {
    runner.run(
        one ->
            runner.run(
                two -> {
                  String name = one.getBean(Elections.class).candidate().name();
                  assertThat(name).startsWith("billing@");
                  assertThat(two.getBean(Elections.class).candidate().name())
                      .startsWith("billing@")
                      .isNotEqualTo(name);
                }));
  }

  @Test
  void aCustomizerHasTheLastWord() {
    runner
        .withBean(
            ElectionsBuilderCustomizer.class, () -> builder -> builder.lease(Duration.ofSeconds(9)))
        .run(
            context ->
                assertThat(context.getBean(Elections.class).timing().lease())
                    .isEqualTo(Duration.ofSeconds(9)));
  }

  @Test
  void durationsThatDoNotFitAreAFailureThatSaysSo() {
    runner
        .withPropertyValues("election4j.heartbeat=5s")
        .run(
            context ->
                assertThat(Failures.of(context.getStartupFailure()))
                    .contains("Elections cannot be configured: heartbeat")
                    .contains("election4j.*"));
  }

  @Test
  void aMethodThatCannotBeGuardedIsAFailureThatNamesIt() {
    runner
        .withBean(Job.class)
        .run(
            context ->
                assertThat(Failures.of(context.getStartupFailure()))
                    .contains("@LeaderOnly method Job.count() returns int")
                    .contains("Return void, Optional or a wrapper such as Integer"));
  }

  @Test
  void aStoreThatIsWaitedForInVainIsAFailure() {
    Runners.with(Runners.JDBC)
        .withPropertyValues(
            "spring.datasource.url=jdbc:mariadb://127.0.0.1:1/d",
            "spring.datasource.password=canary",
            "election4j.lease=500ms",
            "election4j.await-store=50ms")
        .run(
            context ->
                assertThat(Failures.of(context.getStartupFailure()))
                    .contains("The store of the elections is not prepared")
                    .contains("election4j.await-store (PT0.05S)")
                    .doesNotContain("canary"));
  }

  @Test
  void behindTheGateOnlyReadyProcessesStand() {
    runner
        .withPropertyValues("election4j.gate=readiness", "election4j.elections=books")
        .run(
            context -> {
              Elections elections = context.getBean(Elections.class);
              Waits.elected(elections, "without a gate");
              assertThat(elections.join("books").status().gates())
                  .contains(ElectionStatus.Gate.FITNESS);
              assertThat(elections.join("books").leadership()).isEmpty();

              AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
              Waits.elected(elections, "books");
              AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
              Waits.revoked(elections, "books");
            });
  }
}
