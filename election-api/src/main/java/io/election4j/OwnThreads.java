package io.election4j;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.scheduler.NonBlocking;

/** Makes the threads of one {@link Elections}, all of them daemons, and waits for their end. */
final class OwnThreads {

  /** They have nothing left to do, unless a user's code keeps one. */
  private static final long ENDING_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Set<Thread> made = ConcurrentHashMap.newKeySet();

  /** Makes threads that may be blocked. */
  ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> noted(new Thread(task, name + "-" + count.incrementAndGet()));
  }

  /** Makes threads that must not be blocked. */
  ThreadFactory nonBlocking(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> noted(new NonBlockingThread(task, name + "-" + count.incrementAndGet()));
  }

  private Thread noted(Thread thread) {
    thread.setDaemon(true);
    made.removeIf(former -> former.getState() == Thread.State.TERMINATED);
    made.add(thread);
    return thread;
  }

  /** Waits briefly for those that were told to end; an interrupt ends the waiting, and is kept. */
  void awaitEnd() {
    long end = System.nanoTime() + ENDING_NANOS;
    for (Thread thread : made) {
      long left = end - System.nanoTime();
      if (left > 0 && thread != Thread.currentThread()) {
        try {
          TimeUnit.NANOSECONDS.timedJoin(thread, left);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private static final class NonBlockingThread extends Thread implements NonBlocking {

    NonBlockingThread(Runnable task, String name) {
      super(task, name);
    }
  }
}
