package io.election4j;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a follower worker as leaders come and go, one call at a time. */
final class Followers {

  private static final Logger LOG = LoggerFactory.getLogger(Elections.class);

  private final String election;
  private final FollowerWorker worker;
  private @Nullable Leader followed;
  private boolean ended;

  Followers(String election, FollowerWorker worker) {
    this.election = election;
    this.worker = worker;
  }

  synchronized void on(ElectionEvent event) {
    if (ended) {
      return;
    }
    if (event instanceof ElectionEvent.LeaderChanged changed) {
      follow(changed.leader().self() ? null : changed.leader());
    } else if (event instanceof ElectionEvent.Vacant || event instanceof ElectionEvent.Elected) {
      follow(null);
    }
  }

  /** Follows nobody from now on. */
  synchronized void end() {
    ended = true;
    follow(null);
  }

  /** Follows this leader from now on, {@code null} nobody. */
  private void follow(@Nullable Leader leader) {
    Leader former = followed;
    followed = null;
    if (former != null) {
      call("stop", () -> worker.stop(former));
    }
    if (leader != null && call("start", () -> worker.start(leader))) {
      followed = leader;
    }
  }

  private interface Call {
    void run() throws Exception;
  }

  private boolean call(String method, Call call) {
    try {
      call.run();
      return true;
    } catch (Throwable failure) {
      LOG.error("The follower worker of election '{}' failed in {}", election, method, failure);
      return false;
    }
  }
}
