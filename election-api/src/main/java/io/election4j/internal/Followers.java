package io.election4j.internal;

import io.election4j.ElectionEvent;
import io.election4j.FollowerWorker;
import io.election4j.Leader;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Calls a follower worker as leaders come and go, one call at a time. */
final class Followers {

  private final String election;
  private final FollowerWorker worker;
  private final Executor calls;
  private final Repetitions repetitions;
  private @Nullable Leader followed;
  private boolean ended;

  Followers(FollowerWorker worker, String election, Shell shell) {
    this.worker = worker;
    this.election = election;
    this.calls = new Threads.InTurn(shell.threads().workers()::run);
    this.repetitions = shell.loop().repetitions();
  }

  void on(ElectionEvent event) {
    if (event instanceof ElectionEvent.LeaderChanged changed) {
      Leader leader = changed.leader();
      calls.execute(() -> follow(leader.self() || !leader.ready() ? null : leader));
    } else if (event instanceof ElectionEvent.Vacant || event instanceof ElectionEvent.Elected) {
      calls.execute(() -> follow(null));
    }
  }

  /** Follows nobody from now on. */
  void end() {
    calls.execute(
        () -> {
          follow(null);
          ended = true;
        });
  }

  /** Follows this leader from now on, {@code null} nobody. */
  private void follow(@Nullable Leader leader) {
    Leader former = followed;
    if (ended || former != null && leader != null && same(former, leader)) {
      return;
    }
    followed = null;
    if (former != null) {
      call("stop", () -> worker.stop(former));
    }
    if (leader != null && call("start", () -> worker.start(leader))) {
      followed = leader;
    }
  }

  /** A value that is proclaimed makes no other leader. */
  private static boolean same(Leader former, Leader leader) {
    return former.term() == leader.term() && former.candidate().equals(leader.candidate());
  }

  private interface Call {
    void run() throws Exception;
  }

  private boolean call(String method, Call call) {
    try {
      call.run();
      return true;
    } catch (Throwable failure) {
      repetitions.failed(LogLine.FOLLOWER_FAILED, failure, election, method);
      return false;
    }
  }
}
