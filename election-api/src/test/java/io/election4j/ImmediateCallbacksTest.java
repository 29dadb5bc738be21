package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.internal.InVirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

/** Callbacks in the middle of what leads to them. */
class ImmediateCallbacksTest {

  @Test
  void aListenerThatDiesOnTheEnginesOwnThreadKeepsItFromNothing() {
    InVirtualTime world = new InVirtualTime();
    Elections process = world.on("a", world.store()).callbacks(Schedulers.immediate()).build();
    Election election = process.join("books");
    election
        .events()
        .subscribe(
            event -> {
              throw new StackOverflowError("wanted by the test");
            },
            failure -> {});
    world.pass(Duration.ofMinutes(5));
    assertThat(election.leadership()).isPresent();
    election.leave().subscribe();
    world.pass(Duration.ofSeconds(2));
    assertThat(election.status().running()).isFalse();
  }
}
