package io.election4j.cli.base;

import java.util.concurrent.CountDownLatch;

/** Does something when a signal ends this process, for as long as it is open. */
public final class Termination implements AutoCloseable {

  private final Thread hook;

  private Termination(Thread hook) {
    this.hook = hook;
  }

  /** Runs {@code action} on SIGTERM, SIGINT and SIGHUP; the process then exits with 128 + n. */
  public static Termination then(Runnable action) {
    Thread hook = new Thread(action, "termination");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Termination(hook);
  }

  /** Returns at once, but never if the action has begun: then the process is about to end. */
  public void awaitIfBegun() throws InterruptedException {
    if (hook.getState() != Thread.State.NEW) {
      new CountDownLatch(1).await();
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException signalled) {
      // The action runs, or has run: that is what it is for.
    }
  }
}
