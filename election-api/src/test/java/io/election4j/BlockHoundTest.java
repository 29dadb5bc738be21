package io.election4j;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** BlockHound watches every test of this module, and so every test of the stores. */
class BlockHoundTest {

  @Test
  void blockingAReactorThreadIsAnError() {
    assertThatThrownBy(() -> onReactorThread(() -> Thread.sleep(1)))
        .hasRootCauseInstanceOf(BlockingOperationError.class);
  }

  @Test
  void loggingOnAReactorThreadIsAllowed() {
    assertThatCode(() -> onReactorThread(() -> LoggerFactory.getLogger("blockhound").info("hello")))
        .doesNotThrowAnyException();
  }

  private static void onReactorThread(Task task) {
    Mono.fromCallable(
            () -> {
              task.run();
              return true;
            })
        .subscribeOn(Schedulers.parallel())
        .block();
  }

  private interface Task {
    void run() throws Exception;
  }
}
