package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class NonCancellingTest {

  @Test
  void cancellingLeavesTheStatementAlone() {
    AtomicInteger cancelled = new AtomicInteger();
    Sinks.One<String> answer = Sinks.one();
    NonCancelling.one(answer.asMono().doOnCancel(cancelled::incrementAndGet)).subscribe().dispose();
    Sinks.Many<String> rows = Sinks.many().unicast().onBackpressureBuffer();
    NonCancelling.all(rows.asFlux().doOnCancel(cancelled::incrementAndGet)).subscribe().dispose();

    assertThat(cancelled).hasValue(0);
    assertThat(answer.currentSubscriberCount()).isEqualTo(1);
    assertThat(rows.currentSubscriberCount()).isEqualTo(1);
  }

  @Test
  void whatComesAfterTheCancellationIsDroppedInSilence() {
    List<Throwable> dropped = new ArrayList<>();
    Hooks.onErrorDropped(dropped::add);
    try {
      Sinks.One<String> answer = Sinks.one();
      NonCancelling.one(answer.asMono()).subscribe().dispose();
      answer.tryEmitError(new IllegalStateException("too late"));
    } finally {
      Hooks.resetOnErrorDropped();
    }
    assertThat(dropped).isEmpty();
  }

  @Test
  void answersEndsAndErrorsPassAndNothingIsSentBeforeTheSubscription() {
    AtomicInteger sent = new AtomicInteger();
    Mono<String> one =
        NonCancelling.one(Mono.fromSupplier(() -> "answer " + sent.incrementAndGet()));
    assertThat(sent).hasValue(0);
    assertThat(one.block()).isEqualTo("answer 1");
    assertThat(one.block()).isEqualTo("answer 2");
    assertThat(NonCancelling.one(Mono.empty()).blockOptional()).isEmpty();
    assertThat(NonCancelling.all(Flux.just(1, 2, 3)).block()).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> NonCancelling.one(Mono.error(new IllegalStateException("no"))).block())
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("no");
  }
}
