package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.internal.Await;
import io.election4j.internal.InVirtualTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

class FollowerWorkerTest {

  private interface Start {
    void run() throws Exception;
  }

  private final InVirtualTime world = new InVirtualTime();
  private final Election leader = world.process("a", world.data.connect()).join("books");
  private final List<String> calls = new CopyOnWriteArrayList<>();

  private Election follower() {
    world.settle();
    return world.process("b", world.data.connect()).join("books");
  }

  private Disposable follow(Election election, Start start) {
    return election.follow(
        new FollowerWorker() {
          @Override
          public void start(Leader leader) throws Exception {
            calls.add("start " + leader.candidate().name());
            start.run();
          }

          @Override
          public void stop(Leader leader) {
            calls.add("stop " + leader.candidate().name());
          }
        });
  }

  private void awaitCalls(String... expected) {
    Await.until(
        () -> {
          world.settle();
          return calls.size() >= expected.length;
        });
    assertThat(calls).containsExactly(expected);
  }

  @Test
  void itFollowsAnotherLeaderUntilItLeadsItself() {
    follow(follower(), () -> {});
    awaitCalls("start a");
    leader.leave().subscribe();
    awaitCalls("start a", "stop a");
  }

  @Test
  void itFollowsEveryLeaderAnew() {
    Election observer = world.process("o", world.data.connect()).observe("books");
    follow(observer, () -> {});
    awaitCalls("start a");
    follower();
    world.settle();
    leader.leave().subscribe();
    awaitCalls("start a", "stop a", "start b");
  }

  @Test
  void itIsNotStartedForOneself() {
    follow(leader, () -> {});
    world.settle();
    leader.leave().subscribe();
    Await.until(
        () -> {
          world.settle();
          return !leader.status().running();
        });
    assertThat(calls).isEmpty();
  }

  @Test
  void leavingStopsIt() {
    Election follower = follower();
    follow(follower, () -> {});
    awaitCalls("start a");
    follower.leave().subscribe();
    awaitCalls("start a", "stop a");
  }

  @Test
  void disposingStopsIt() {
    Disposable worker = follow(follower(), () -> {});
    awaitCalls("start a");
    worker.dispose();
    awaitCalls("start a", "stop a");
  }

  @Test
  void whoeverIsDisposedOfWhileItStartsIsStoppedWhenItHasStarted() {
    CountDownLatch go = new CountDownLatch(1);
    Disposable worker = follow(follower(), () -> Uninterruptible.await(go));
    awaitCalls("start a");
    worker.dispose();
    go.countDown();
    awaitCalls("start a", "stop a");
  }

  @Test
  void aStartThatThrowsIsNotStopped() {
    Disposable worker =
        follow(
            follower(),
            () -> {
              throw new AssertionError("no paper");
            });
    awaitCalls("start a");
    worker.dispose();
    leader.leave().subscribe();
    world.settle();
    assertThat(calls).containsExactly("start a");
  }

  @Test
  void afterAStartThatThrewTheNextLeaderIsFollowed() {
    Election observer = world.process("o", world.data.connect()).observe("books");
    follow(
        observer,
        () -> {
          if (calls.size() == 1) {
            throw new AssertionError("no paper");
          }
        });
    awaitCalls("start a");
    follower();
    world.settle();
    leader.leave().subscribe();
    awaitCalls("start a", "start b");
  }
}
