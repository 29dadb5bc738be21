package io.election4j.console;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Interrupts threads that are kept waiting for too long, which closes what they wait for. */
final class Watchdog implements AutoCloseable {

  /** How long a browser is waited for, in seconds. */
  static final int SECONDS = 10;

  private final Duration patience;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> ConsoleServer.daemon(task, "console-watchdog"));

  /** Creates one with this patience. */
  Watchdog(Duration patience) {
    this.patience = patience;
  }

  /** Something that waits for a browser. */
  interface Exchange {
    void run() throws IOException;
  }

  /** Somebody who waits. */
  private static final class Waiter {

    private final Thread thread = Thread.currentThread();
    private boolean over;

    synchronized void interrupt() {
      if (!over) {
        thread.interrupt();
      }
    }

    /** Nobody interrupts from now on. */
    synchronized void done() {
      over = true;
    }
  }

  /**
   * Does something, but for no longer than there is patience.
   *
   * @throws IOException if it took longer, if this is closed, or as it throws it
   */
  void guard(Exchange exchange) throws IOException {
    Waiter waiter = new Waiter();
    Future<?> due = scheduled(waiter);
    try {
      exchange.run();
    } finally {
      waiter.done();
      due.cancel(false);
      // Another request may be next on this thread.
      Thread.interrupted();
    }
  }

  private Future<?> scheduled(Waiter waiter) throws IOException {
    try {
      return clock.schedule(waiter::interrupt, patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      throw new IOException("the console ends", closed);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
