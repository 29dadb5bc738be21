package io.election4j.internal;

import org.jspecify.annotations.Nullable;

/**
 * The thread that runs some user code, to be interrupted while it does and not after. No monitor is
 * held while that code runs. That code may run other such code on the same thread: what is
 * interrupted further out stays so when that has returned.
 */
final class Interruptible {

  private static final ThreadLocal<@Nullable Interruptible> CURRENT = new ThreadLocal<>();

  private @Nullable Interruptible outer;
  private @Nullable Thread thread;
  private boolean begun;
  private boolean asked;

  /** Returns whether the calling thread may begin: not if it was interrupted before. */
  boolean enter() {
    synchronized (this) {
      if (asked) {
        return false;
      }
      begun = true;
      thread = Thread.currentThread();
    }
    outer = CURRENT.get();
    CURRENT.set(this);
    return true;
  }

  /** Returns whether it was interrupted; if so, that has done its work, and is over. */
  boolean leave() {
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
    boolean interrupted;
    synchronized (this) {
      thread = null;
      interrupted = asked;
      if (interrupted) {
        Thread.interrupted();
      }
    }
    if (interrupted && asked(outer)) {
      Thread.currentThread().interrupt();
    }
    return interrupted;
  }

  /** Interrupts the thread now, or keeps it from beginning; returns whether it never begins. */
  synchronized boolean interrupt() {
    asked = true;
    if (thread != null) {
      thread.interrupt();
    }
    return !begun;
  }

  /** Returns whether the calling thread is in code that was interrupted. */
  static boolean asked() {
    return asked(CURRENT.get());
  }

  private static boolean asked(@Nullable Interruptible innermost) {
    for (Interruptible one = innermost; one != null; one = one.outer) {
      synchronized (one) {
        if (one.asked) {
          return true;
        }
      }
    }
    return false;
  }
}
