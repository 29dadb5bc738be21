package io.election4j.springtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Election;
import io.election4j.Elections;
import io.election4j.spring.LeaderOnly;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import reactor.core.publisher.Flux;

/** Schedules, stop and restart. */
class LifecycleTest {

  @Configuration(proxyBeanMethods = false)
  @EnableScheduling
  static class Scheduling {

    /** It waits for tasks before the elections are stopped. */
    @Bean
    TaskScheduler taskScheduler() {
      return new SimpleAsyncTaskScheduler();
    }
  }

  static class Jobs {

    final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Scheduled(fixedDelay = 5)
    @LeaderOnly("often")
    public void often() {
      told.add("often");
    }

    @Scheduled(fixedDelay = 5)
    @LeaderOnly("reactive")
    public Flux<String> reactive() {
      return Flux.defer(
          () -> {
            told.add("reactive");
            return Flux.empty();
          });
    }
  }

  static class LongJob {

    final CountDownLatch begun = new CountDownLatch(1);
    volatile boolean ended;

    @Scheduled(fixedDelay = 5)
    @LeaderOnly("long")
    public void runs() throws InterruptedException {
      begun.countDown();
      try {
        new CountDownLatch(1).await();
      } finally {
        ended = true;
      }
    }
  }

  private static void awaitTold(Jobs jobs, String what) throws InterruptedException {
    String told;
    do {
      told = jobs.told.poll(10, TimeUnit.SECONDS);
      assertThat(told).isNotNull();
    } while (!told.equals(what));
  }

  @Test
  void schedulesRunOnTheLeaderOnly() throws Exception {
    try (AnnotationConfigApplicationContext context = Contexts.of(Scheduling.class, Jobs.class)) {
      context.refresh();
      Jobs jobs = Targets.of(context.getBean(Jobs.class));
      awaitTold(jobs, "often");
      awaitTold(jobs, "reactive");

      Contexts.stepDown(Contexts.led(context, "often"));
      jobs.told.clear();
      awaitTold(jobs, "reactive");
      awaitTold(jobs, "reactive");
      Contexts.stepDown(Contexts.led(context, "reactive"));
      assertThat(jobs.told).doesNotContain("often");
      jobs.told.clear();
      Election often = Contexts.led(context, "probe");
      assertThat(often.leadership()).isPresent();
      assertThat(jobs.told).isEmpty();
    }
  }

  @Test
  void aContextThatIsStoppedLeadsNothingAndOneThatIsStartedAgainDoes() {
    try (AnnotationConfigApplicationContext context = Contexts.of(Jobs.class)) {
      context.refresh();
      Elections elections = context.getBean(Elections.class);
      Contexts.led(context, "often");

      context.stop();
      assertThat(elections.status().draining()).isTrue();
      assertThat(elections.join("often").leadership()).isEmpty();
      context.start();
      Contexts.led(context, "often");
      assertThat(elections.join("often").leadership()).isPresent();
    }
  }

  @Test
  void workOfASchedulerThatWaitsForItIsToldToStopAtOnce() throws Exception {
    AnnotationConfigApplicationContext context = Contexts.of(Scheduling.class, LongJob.class);
    context.refresh();
    LongJob job = Targets.of(context.getBean(LongJob.class));
    assertThat(job.begun.await(10, TimeUnit.SECONDS)).isTrue();

    long begin = System.nanoTime();
    context.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(job.ended).isTrue();
  }
}
