package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class NonCancellingTimeoutTest {

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
