package io.election4j.springtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.Election;
import io.election4j.spring.LeaderOnly;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Methods with LeaderOnly, on a class that is proxied itself. */
class LeaderOnlyTest {

  static class Jobs {

    final AtomicInteger calls = new AtomicInteger();
    final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    final CountDownLatch release = new CountDownLatch(1);

    @LeaderOnly("books")
    public void nothing() {
      calls.incrementAndGet();
    }

    @LeaderOnly("books")
    public Optional<String> optional() {
      return Optional.of("x");
    }

    @LeaderOnly("books")
    public Mono<String> mono() {
      calls.incrementAndGet();
      return Mono.just("x");
    }

    @LeaderOnly("books")
    public Flux<String> flux() {
      return Flux.just("x", "y");
    }

    @LeaderOnly("books")
    public List<String> list() {
      return List.of("x");
    }

    @LeaderOnly("books")
    public Map<String, String> map() {
      return Map.of("x", "y");
    }

    @LeaderOnly("books")
    public CompletableFuture<String> future() {
      return CompletableFuture.completedFuture("x");
    }

    @LeaderOnly("books")
    public String reference() {
      return "x";
    }

    @LeaderOnly("books")
    public String blocks() throws InterruptedException {
      told.add("begins");
      try {
        new CountDownLatch(1).await();
        return "never";
      } finally {
        told.add("interrupted");
        awaitRelease();
        told.add("ends");
      }
    }

    private void awaitRelease() throws InterruptedException {
      release.await();
    }

    @LeaderOnly("books")
    public Flux<Long> streams() {
      return Flux.<Long>never()
          .doOnSubscribe(subscription -> told.add("begins"))
          .doOnCancel(() -> told.add("cancelled"));
    }

    @LeaderOnly("books")
    public CompletableFuture<String> goesOn() {
      told.add("begins");
      return new CompletableFuture<>();
    }

    @LeaderOnly("books")
    public String fails() {
      throw new IllegalArgumentException("mine");
    }
  }

  private final AnnotationConfigApplicationContext context = Contexts.of(Jobs.class);
  private Jobs jobs;
  private Election books;

  @BeforeEach
  void start() {
    context.refresh();
    jobs = context.getBean(Jobs.class);
    books = Contexts.led(context, "books");
    Gates.awaitOpen(jobs::reference);
  }

  @AfterEach
  void stop() {
    context.close();
  }

  private Collection<String> target() {
    return Targets.of(jobs).told;
  }

  private String next() throws InterruptedException {
    return Targets.of(jobs).told.poll(10, TimeUnit.SECONDS);
  }

  @Test
  void callsAreMadeWhileThisProcessLeads() {
    jobs.nothing();

    assertThat(Targets.of(jobs).calls).hasValue(1);
    assertThat(jobs.optional()).contains("x");
    assertThat(jobs.mono().block()).isEqualTo("x");
    assertThat(jobs.flux().collectList().block()).containsExactly("x", "y");
    assertThat(jobs.list()).containsExactly("x");
    assertThat(jobs.future().join()).isEqualTo("x");
    assertThat(jobs.reference()).isEqualTo("x");
  }

  @Test
  void nothingIsCalledWhileItDoesNot() {
    Contexts.stepDown(books);

    jobs.nothing();
    assertThat(jobs.optional()).isEmpty();
    assertThat(jobs.mono().block()).isNull();
    assertThat(jobs.flux().collectList().block()).isEmpty();
    assertThat(jobs.list()).isEmpty();
    assertThat(jobs.map()).isEmpty();
    assertThat(jobs.future().join()).isNull();
    assertThat(jobs.reference()).isNull();
    assertThat(Targets.of(jobs).calls).hasValue(0);
  }

  @Test
  void aMonoIsAskedForAtEachSubscription() {
    Mono<String> mono = jobs.mono();
    assertThat(Targets.of(jobs).calls).hasValue(0);

    assertThat(mono.block()).isEqualTo("x");
    assertThat(mono.block()).isEqualTo("x");
    assertThat(Targets.of(jobs).calls).hasValue(2);
    Contexts.stepDown(books);
    assertThat(mono.block()).isNull();
    assertThat(Targets.of(jobs).calls).hasValue(2);
  }

  @Test
  void aBlockingCallIsInterruptedAndWaitedFor() throws Exception {
    CompletableFuture<String> call =
        CompletableFuture.supplyAsync(() -> Gates.unchecked(jobs::blocks) + Thread.interrupted());
    assertThat(next()).isEqualTo("begins");
    CompletableFuture<Void> down = books.stepDown(Duration.ofHours(1)).toFuture();

    assertThat(next()).isEqualTo("interrupted");
    // Each of these takes as many writes as giving up a leadership.
    List.of("probe 1", "probe 2", "probe 3").forEach(probe -> Contexts.led(context, probe));
    assertThat(down).isNotDone();
    assertThat(call).isNotDone();
    Targets.of(jobs).release.countDown();
    down.get(10, TimeUnit.SECONDS);
    assertThat(target()).containsExactly("ends");
    assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo("nullfalse");
  }

  @Test
  void aPublisherIsCancelled() throws Exception {
    CompletableFuture<List<Long>> all = jobs.streams().collectList().toFuture();
    assertThat(next()).isEqualTo("begins");

    Contexts.stepDown(books);
    assertThat(target()).containsExactly("cancelled");
    assertThat(all.get(10, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void aFutureIsCancelled() throws Exception {
    CompletableFuture<String> future = jobs.goesOn();
    assertThat(next()).isEqualTo("begins");
    assertThat(future).isNotDone();

    Contexts.stepDown(books);
    assertThat(future.get(10, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void aFailureOfTheMethodIsThrown() {
    assertThatThrownBy(jobs::fails).isInstanceOf(IllegalArgumentException.class).hasMessage("mine");
  }
}
