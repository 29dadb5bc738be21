package io.election4j.internal;

import io.election4j.ElectionEvent.WorkOverdue;
import java.util.function.Consumer;

/**
 * Does what users want done when work goes on although another process may lead. It may take for
 * ever, or halt.
 */
record LastResort(Consumer<WorkOverdue> wanted, OwnThreads threads, ElectionLog log) {

  void call(WorkOverdue overdue) {
    threads.named("last-resort").newThread(() -> attempt(overdue)).start();
  }

  private void attempt(WorkOverdue overdue) {
    try {
      wanted.accept(overdue);
    } catch (Throwable failure) {
      log.say(LogLine.LAST_RESORT_FAILED, overdue, failure);
    }
  }
}
