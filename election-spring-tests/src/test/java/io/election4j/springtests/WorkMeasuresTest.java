package io.election4j.springtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.Election;
import io.election4j.LeaderWorker;
import io.election4j.Leadership;
import io.election4j.spring.ForElection;
import io.election4j.spring.LeaderOnly;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

/** How long work took, how it ended, and what was skipped. */
class WorkMeasuresTest {

  static class Jobs {

    private final CountDownLatch begun = new CountDownLatch(1);

    public CountDownLatch begun() {
      return begun;
    }

    @LeaderOnly("books")
    public String returns() {
      return "x";
    }

    @LeaderOnly("books")
    public void fails() {
      throw new IllegalArgumentException("mine");
    }

    @LeaderOnly("books")
    public void blocks() throws InterruptedException {
      begun.countDown();
      new CountDownLatch(1).await();
    }

    @LeaderOnly("books")
    public Flux<String> streams() {
      begun.countDown();
      return Flux.never();
    }

    @LeaderOnly("books")
    public Flux<String> streamFails() {
      return Flux.error(new IllegalArgumentException("mine"));
    }
  }

  @ForElection("shard")
  static class Worker implements LeaderWorker {

    private final CountDownLatch begun = new CountDownLatch(1);

    @Override
    public void start(Leadership leadership) {
      begun.countDown();
    }

    @Override
    public void stop(Leadership leadership) {}
  }

  @Configuration(proxyBeanMethods = false)
  static class Meters {

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    ObservationRegistry observations(MeterRegistry meters) {
      ObservationRegistry registry = ObservationRegistry.create();
      registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
      return registry;
    }
  }

  private final AnnotationConfigApplicationContext context =
      Contexts.of(Jobs.class, Worker.class, Meters.class);

  private Jobs started() {
    context.refresh();
    return context.getBean(Jobs.class);
  }

  private Election led(Jobs jobs) {
    Election books = Contexts.led(context, "books");
    Gates.awaitOpen(jobs::returns);
    return books;
  }

  @AfterEach
  void close() {
    context.close();
  }

  private long count(String election, String outcome) {
    return context
        .getBean(MeterRegistry.class)
        .find("election4j.work")
        .tags("election", election, "outcome", outcome)
        .timers()
        .stream()
        .mapToLong(timer -> timer.count())
        .sum();
  }

  private double skipped() {
    return context
        .getBean(MeterRegistry.class)
        .find("election4j.work.skipped")
        .tags("election", "books")
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  @Test
  void callsAreCompletedOrHaveFailed() {
    Jobs jobs = started();
    led(jobs);
    long before = count("books", "completed");

    jobs.returns();
    assertThatThrownBy(jobs::fails).hasMessage("mine");
    assertThatThrownBy(() -> jobs.streamFails().blockLast(Contexts.LIMIT)).hasMessage("mine");

    assertThat(count("books", "completed")).isEqualTo(before + 1);
    assertThat(count("books", "failed")).isEqualTo(2);
    assertThat(count("books", "interrupted")).isZero();
  }

  @Test
  void aCallThatEndsWithItsTermIsInterrupted() throws Exception {
    Jobs jobs = started();
    Election books = led(jobs);
    Thread caller = new Thread(() -> quietly(jobs));
    caller.start();
    assertThat(jobs.begun().await(Contexts.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

    Contexts.stepDown(books);
    caller.join(Contexts.LIMIT.toMillis());

    assertThat(count("books", "interrupted")).isEqualTo(1);
    assertThat(count("books", "failed")).isZero();
  }

  private static void quietly(Jobs jobs) {
    try {
      jobs.blocks();
    } catch (InterruptedException told) {
      throw new IllegalStateException(told);
    }
  }

  @Test
  void aPublisherThatEndsWithItsTermIsInterrupted() throws Exception {
    Jobs jobs = started();
    Election books = led(jobs);
    CountDownLatch ended = new CountDownLatch(1);
    jobs.streams().doFinally(signal -> ended.countDown()).subscribe();
    assertThat(jobs.begun().await(Contexts.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

    Contexts.stepDown(books);

    assertThat(ended.await(Contexts.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(count("books", "interrupted")).isEqualTo(1);
  }

  @Test
  void callsOfWhoDoesNotLeadAreCountedAsSkippedOnly() {
    Jobs jobs = started();
    Contexts.stepDown(led(jobs));
    double before = skipped();
    long completed = count("books", "completed");

    assertThat(jobs.returns()).isNull();
    assertThat(jobs.streams().blockLast(Contexts.LIMIT)).isNull();

    assertThat(skipped()).isEqualTo(before + 2);
    assertThat(count("books", "completed")).isEqualTo(completed);
  }

  @Test
  void thePageNamesTheMetersThatThereAre() throws IOException {
    Jobs jobs = started();
    Contexts.stepDown(led(jobs));
    jobs.returns();
    String page = Files.readString(Path.of("../docs/metrics.md"));
    Set<String> named =
        Pattern.compile("(?m)^\\| `(election4j[.a-z]+)` \\|")
            .matcher(page.substring(page.indexOf("## In a Spring application")))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toSet());

    // An observation that goes on is a meter, too, of its handler's.
    assertThat(context.getBean(MeterRegistry.class).getMeters())
        .extracting(meter -> meter.getId().getName())
        .filteredOn(name -> !name.endsWith(".active"))
        .isSubsetOf(named)
        .containsAll(named);
  }

  @Test
  void aWorkerIsMeasuredUntilItHasStopped() throws Exception {
    started();
    Election shard = Contexts.led(context, "shard");
    CountDownLatch begun = context.getBean(Worker.class).begun;
    assertThat(begun.await(Contexts.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(count("shard", "interrupted")).isZero();

    Contexts.stepDown(shard);

    assertThat(count("shard", "interrupted")).isEqualTo(1);
  }
}
