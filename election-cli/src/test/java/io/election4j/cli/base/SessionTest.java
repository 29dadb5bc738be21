package io.election4j.cli.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class SessionTest {

  private final Session session = new Session(InMemoryLeaseStore.create(), "memory");
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void whatFailsByChanceIsAskedAgain() {
    Mono<String> answer =
        Mono.defer(
            () ->
                asked.incrementAndGet() < 3
                    ? Mono.error(StoreException.unavailable("not now", null))
                    : Mono.just("here"));
    assertThat(session.await(answer)).isEqualTo("here");
  }

  @Test
  void whatFailsAgainAndAgainIsThrownAsItIs() {
    assertThatThrownBy(() -> session.await(failing(StoreException.unavailable("down", null))))
        .isInstanceOf(StoreException.class)
        .hasMessage("down");
    assertThat(asked).hasValue(3);
  }

  @Test
  void whatAPersonHasToChangeIsNotAskedAgain() {
    assertThatThrownBy(() -> session.await(failing(StoreException.misconfigured("no", null))))
        .hasMessage("no");
    assertThat(asked).hasValue(1);
  }

  @Test
  void aLongAnswerMayTakeLongWhileSomethingComes() {
    VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
    try {
      AtomicReference<List<Long>> all = new AtomicReference<>();
      session.timely(Flux.interval(Duration.ofSeconds(10)).take(10)).subscribe(all::set);
      time.advanceTimeBy(Duration.ofSeconds(100));
      assertThat(all.get()).hasSize(10);
    } finally {
      VirtualTimeScheduler.reset();
    }
  }

  @Test
  void aLongAnswerThatStopsInTheMiddleIsWaitedForNoLongerThanAShortOne() {
    VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
    try {
      AtomicReference<Throwable> late = new AtomicReference<>();
      Flux<String> stops = Flux.concat(Flux.just("one"), Flux.never());
      session.timely(stops).subscribe(all -> {}, late::set);
      time.advanceTimeBy(Duration.ofSeconds(14));
      assertThat(late).hasNullValue();
      time.advanceTimeBy(Duration.ofSeconds(1));
      assertThat(late.get()).hasMessageStartingWith("no answer from memory within 15");
    } finally {
      VirtualTimeScheduler.reset();
    }
  }

  private Mono<String> failing(StoreException failure) {
    return Mono.defer(
        () -> {
          asked.incrementAndGet();
          return Mono.error(failure);
        });
  }
}
