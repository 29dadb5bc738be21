package io.election4j.springtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.Candidate;
import io.election4j.ElectionEvent;
import io.election4j.ElectionStatus;
import io.election4j.Elections;
import io.election4j.FollowerWorker;
import io.election4j.Leader;
import io.election4j.LeaderWorker;
import io.election4j.Leadership;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spring.EnableElections;
import io.election4j.spring.ForElection;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Workers that are beans. */
class ForElectionTest {

  static class Worker implements LeaderWorker {

    final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public void start(Leadership leadership) {
      told.add("start " + leadership.election());
    }

    @Override
    public void stop(Leadership leadership) {
      told.add("stop " + leadership.election());
    }
  }

  @ForElection("books")
  static class BooksWorker extends Worker {}

  @Configuration(proxyBeanMethods = false)
  static class WorkerMethod {

    @Bean
    @ForElection("${no.such:orders}")
    Worker ordersWorker() {
      return new Worker();
    }
  }

  @ForElection("books")
  static class Follower implements FollowerWorker {

    final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public void start(Leader leader) {
      told.add("follow " + leader.candidate().name());
    }

    @Override
    public void stop(Leader leader) {}
  }

  @ForElection("books")
  static class NoWorker {}

  /** Whoever closes the shared store first costs the other one a lease. */
  static final Duration LEASE = Duration.ofMillis(600);

  static final InMemoryLeaseStore SHARED = InMemoryLeaseStore.create();

  @Configuration(proxyBeanMethods = false)
  @EnableElections
  static class Shared {

    @Bean
    Elections elections() {
      return Elections.builder(SHARED).lease(LEASE).build();
    }
  }

  @Test
  void workersAreStartedByTheirClassOrTheirMethod() throws Exception {
    try (AnnotationConfigApplicationContext context =
        Contexts.of(BooksWorker.class, WorkerMethod.class)) {
      context.refresh();
      Worker books = context.getBean(BooksWorker.class);
      Worker orders = context.getBean("ordersWorker", Worker.class);

      assertThat(books.told.poll(10, TimeUnit.SECONDS)).isEqualTo("start books");
      assertThat(orders.told.poll(10, TimeUnit.SECONDS)).isEqualTo("start orders");
      context.stop();
      assertThat(books.told).containsExactly("stop books");
      assertThat(orders.told).containsExactly("stop orders");
    }
  }

  @Test
  void aFollowerAloneOnlyObserves() throws Exception {
    try (Elections other =
            Elections.builder(SHARED).lease(LEASE).candidate(Candidate.named("other")).build();
        AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext(Shared.class, Follower.class)) {
      assertThat(context.getBean(Elections.class).status().elections())
          .extracting(ElectionStatus::role)
          .containsExactly(ElectionStatus.Role.OBSERVER);
      other.join("books").events().ofType(ElectionEvent.Elected.class).blockFirst(Contexts.LIMIT);

      assertThat(context.getBean(Follower.class).told.poll(10, TimeUnit.SECONDS))
          .isEqualTo("follow other");
    }
  }

  @Test
  void whatIsNoWorkerIsRefused() {
    AnnotationConfigApplicationContext context = Contexts.of(NoWorker.class);

    assertThatThrownBy(context::refresh)
        .rootCause()
        .hasMessageContaining("bean 'forElectionTest.NoWorker' is @ForElection, but no worker");
  }
}
