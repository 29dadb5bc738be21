package io.election4j.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

class NonCancellingTimeoutTest {

  private static final Duration MOST = Duration.ofSeconds(2);

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final NonCancellingTimeout timeout = new NonCancellingTimeout(MOST, time);
  private final List<Object> tooLate = new ArrayList<>();
  private final List<Object> told = new ArrayList<>();

  @AfterEach
  void end() {
    time.dispose();
  }

  private <T> void await(Mono<T> source) {
    timeout
        .await(source, () -> new IllegalStateException("late"), tooLate::add)
        .subscribe(told::add, told::add, () -> told.add("end"));
  }

  @Test
  void whatComesInTimeIsPassedOn() {
    await(Mono.just("value"));
    time.advanceTimeBy(MOST);

    assertThat(told).containsExactly("value", "end");
    assertThat(tooLate).isEmpty();
  }

  @Test
  void nothingAndAFailureArePassedOnToo() {
    await(Mono.empty());
    assertThat(told).containsExactly("end");

    await(Mono.error(new IllegalArgumentException("refused")));
    assertThat(told).last().isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aWaitEndsAfterItsTimeAndTheSourceGoesOn() {
    Sinks.One<String> source = Sinks.one();
    await(source.asMono());

    time.advanceTimeBy(MOST.minusMillis(1));
    assertThat(told).isEmpty();
    time.advanceTimeBy(Duration.ofMillis(1));
    assertThat(told).singleElement().isInstanceOf(IllegalStateException.class);
    assertThat(source.currentSubscriberCount()).as("the source is not cancelled").isOne();

    source.tryEmitValue("connection").orThrow();
    assertThat(tooLate).containsExactly("connection");
  }

  @Test
  void whoeverCancelsCancelsNothing() {
    Sinks.One<String> source = Sinks.one();
    timeout
        .await(source.asMono(), () -> new IllegalStateException("late"), tooLate::add)
        .subscribe()
        .dispose();

    assertThat(source.currentSubscriberCount()).isOne();
  }

  @Test
  void aBoundIsLiftedFromWithin() {
    Sinks.One<String> source = Sinks.one();
    await(NonCancellingTimeout.lift().then(source.asMono()));
    time.advanceTimeBy(MOST.multipliedBy(2));
    assertThat(told).isEmpty();

    source.tryEmitValue("value").orThrow();
    assertThat(told).containsExactly("value", "end");
  }

  @Test
  void withAClosedTimerNothingIsWaitedFor() {
    time.dispose();
    await(Mono.never());

    assertThat(told).singleElement().isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatFailsWhileAWaitIsGivenUpEndsTheWaitAllTheSame() {
    Scheduler timer = Schedulers.newSingle("patience-test", true);
    try {
      Mono<Object> wait =
          new NonCancellingTimeout(Duration.ofMillis(1), timer)
              .await(
                  Mono.never(),
                  () -> {
                    throw new IllegalStateException("not this either");
                  },
                  late -> {});

      assertThatThrownBy(() -> wait.block(Duration.ofSeconds(10))).hasMessage("not this either");
    } finally {
      timer.dispose();
    }
  }
}
