package io.election4j.cli.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.StoreException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

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

  private Mono<String> failing(StoreException failure) {
    return Mono.defer(
        () -> {
          asked.incrementAndGet();
          return Mono.error(failure);
        });
  }
}
