package io.election4j.internal;

import io.election4j.Elections;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.scheduler.NonBlocking;

/** The threads of one {@link Elections}: daemons, each known until it has ended. */
final class OwnThreads {

  private static final String PREFIX = "election-";

  private final ElectionLog log;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /** Those that wait in {@link #awaitEnd}: nobody waits for them. */
  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

  /** The engine's, which Reactor lets nobody block. */
  private static final class EngineThread extends Thread implements NonBlocking {
    EngineThread(Runnable task, String name) {
      super(task, name);
    }
  }

  OwnThreads(ElectionLog log) {
    this.log = log;
  }

  ThreadFactory engine() {
    return task -> {
      Thread thread = add(new EngineThread(task, PREFIX + "engine-1"));
      thread.setUncaughtExceptionHandler((any, failure) -> log.say(LogLine.ENGINE_FAILED, failure));
      return thread;
    };
  }

  /** Returns a factory of threads with a name of this kind and a number. */
  ThreadFactory named(String kind) {
    AtomicInteger count = new AtomicInteger();
    return task -> add(new Thread(task, PREFIX + kind + "-" + count.incrementAndGet()));
  }

  private Thread add(Thread thread) {
    threads.removeIf(former -> former.getState() == Thread.State.TERMINATED);
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  /**
   * Waits until all of them have ended but the calling one, and those that wait here themselves;
   * not longer than this, since they may be in the midst of what users do.
   */
  void awaitEnd(Duration patience) {
    Thread self = Thread.currentThread();
    waiting.add(self);
    boolean interrupted = false;
    long end = System.nanoTime() + patience.toNanos();
    for (Thread thread : threads) {
      interrupted |= awaitEnd(thread, end);
    }
    waiting.remove(self);
    if (interrupted) {
      self.interrupt();
    }
  }

  /** Returns whether it was interrupted meanwhile. */
  private boolean awaitEnd(Thread thread, long end) {
    boolean interrupted = false;
    // A short wait at a time: it may begin to wait here, too.
    while (thread.isAlive() && !waiting.contains(thread) && System.nanoTime() - end < 0) {
      try {
        thread.join(1);
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    return interrupted;
  }
}
