package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.InMemoryLeaseStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** On real threads, as blocking is what this is about. */
class GroupLeaveTest {

  @Test
  void workOfOneElectionLeavesTheWholeGroupAndIsNotWaitedForByItself() throws Exception {
    InMemoryLeaseStore data = InMemoryLeaseStore.create();
    try (Elections elections =
        Elections.builder(data.connect()).memberOf("g").lease(Duration.ofSeconds(2)).build()) {
      ElectionGroup group = elections.group("g", List.of("1", "2"));
      CountDownLatch bothWork = new CountDownLatch(2);
      CompletableFuture<Boolean> left = new CompletableFuture<>();
      group
          .elections()
          .get(1)
          .whileLeading(leadership -> Mono.fromRunnable(bothWork::countDown).then(Mono.never()))
          .subscribe();
      group
          .elections()
          .get(0)
          .callWhileLeading(
              leadership -> {
                bothWork.countDown();
                bothWork.await();
                return leave(group, left);
              })
          .subscribe();

      assertThat(left.get(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  private static boolean leave(ElectionGroup group, CompletableFuture<Boolean> left) {
    try {
      group.leave().block();
      return left.complete(true);
    } catch (RuntimeException interrupted) {
      return left.completeExceptionally(interrupted);
    }
  }
}
