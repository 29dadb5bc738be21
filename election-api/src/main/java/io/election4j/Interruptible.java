package io.election4j;

import org.jspecify.annotations.Nullable;

/**
 * The thread that runs some user code, to be interrupted while it does and not after. No monitor is
 * held while that code runs.
 */
final class Interruptible {

  private @Nullable Thread thread;
  private boolean asked;

  /** Returns whether the calling thread may begin: not if it was interrupted before. */
  synchronized boolean enter() {
    thread = asked ? null : Thread.currentThread();
    return thread != null;
  }

  /** Returns whether it was interrupted; if so, that has done its work, and is over. */
  synchronized boolean leave() {
    thread = null;
    if (asked) {
      Thread.interrupted();
    }
    return asked;
  }

  /** Interrupts the thread now, or keeps it from beginning. */
  synchronized void interrupt() {
    asked = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
