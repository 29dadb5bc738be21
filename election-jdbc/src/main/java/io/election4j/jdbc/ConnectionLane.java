package io.election4j.jdbc;

import io.election4j.jdbc.JdbcErrors.Unanswered;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection for one kind of work, kept from one use to the next. Only while it seems to be
 * stuck there is another one beside it. Safe for use by many threads.
 */
final class ConnectionLane {

  /** For a connection to be had and set up. */
  private static final long OPENING_SECONDS = 5;

  /** In use for longer than that, it seems to be stuck. */
  private static final long BUSY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<StoreConnection> open;
  private final Deque<StoreConnection> idle = new ArrayDeque<>();
  private final Set<StoreConnection> lent = new HashSet<>();
  private @Nullable CompletableFuture<StoreConnection> opening;
  private boolean closing;

  ConnectionLane(Supplier<StoreConnection> open) {
    this.open = open;
  }

  /**
   * Returns a connection that is likely to be alive, the one used last if there is one.
   *
   * @param ask whether one that was not used for a while is asked
   * @throws Unanswered if there is none in time
   */
  StoreConnection take(boolean ask) {
    while (true) {
      StoreConnection next = kept();
      if (next == null) {
        return opened();
      }
      if (next.alive(ask)) {
        return next;
      }
      giveBack(next, false);
    }
  }

  private synchronized @Nullable StoreConnection kept() {
    awaitFree();
    requireOpen();
    StoreConnection next = idle.poll();
    if (next != null) {
      lent.add(next);
    }
    return next;
  }

  private synchronized void awaitFree() {
    long end = System.nanoTime() + BUSY_NANOS;
    long left = BUSY_NANOS;
    try {
      while (idle.isEmpty() && !lent.isEmpty() && !closing && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unanswered("interrupted", interrupted);
    }
  }

  /** One is made at a time: what comes too late for whoever asked is there for the next. */
  private StoreConnection opened() {
    while (true) {
      CompletableFuture<StoreConnection> future = opening();
      try {
        StoreConnection made = future.get(OPENING_SECONDS, TimeUnit.SECONDS);
        if (taken(future, made)) {
          return made;
        }
      } catch (TimeoutException late) {
        throw new Unanswered("no connection within " + OPENING_SECONDS + " s", null);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new Unanswered("interrupted", interrupted);
      } catch (ExecutionException failed) {
        taken(future, null);
        throw failed.getCause() instanceof RuntimeException known
            ? known
            : new CompletionException(failed.getCause());
      }
    }
  }

  private synchronized CompletableFuture<StoreConnection> opening() {
    requireOpen();
    CompletableFuture<StoreConnection> future = opening;
    if (future == null) {
      CompletableFuture<StoreConnection> made = new CompletableFuture<>();
      Thread thread = new Thread(() -> open(made), "election-jdbc-connect");
      thread.setDaemon(true);
      thread.start();
      opening = made;
      return made;
    }
    return future;
  }

  private void open(CompletableFuture<StoreConnection> future) {
    try {
      future.complete(open.get());
    } catch (Throwable failed) {
      future.completeExceptionally(failed);
    }
  }

  private synchronized boolean taken(
      CompletableFuture<StoreConnection> future, @Nullable StoreConnection made) {
    if (opening != future) {
      return false;
    }
    opening = null;
    if (made != null) {
      lent.add(made);
    }
    return true;
  }

  /**
   * Takes a connection back.
   *
   * @param sound whether it can be used again
   */
  void giveBack(StoreConnection connection, boolean sound) {
    boolean kept;
    synchronized (this) {
      lent.remove(connection);
      kept = sound && !closing && idle.isEmpty();
      if (kept) {
        connection.used();
        idle.push(connection);
      }
      notifyAll();
    }
    if (!kept) {
      if (sound) {
        connection.giveBack();
      } else {
        connection.discard();
      }
    }
  }

  /** Returns whether this has a connection now. */
  synchronized boolean connected() {
    return !idle.isEmpty() || !lent.isEmpty();
  }

  /** What is free is asked before it is used next, however short ago it was used. */
  synchronized void suspect() {
    idle.forEach(StoreConnection::suspect);
  }

  private void requireOpen() {
    if (closing) {
      throw new Unanswered("the store is closed", null);
    }
  }

  synchronized void beginToClose() {
    closing = true;
  }

  /**
   * Gives back what is free, and what is in use as soon as it is free.
   *
   * @param end when to close the rest all the same, by {@link System#nanoTime()}
   */
  void close(long end) {
    Deque<StoreConnection> free;
    CompletableFuture<StoreConnection> late;
    synchronized (this) {
      free = new ArrayDeque<>(idle);
      idle.clear();
      late = opening;
      opening = null;
    }
    free.forEach(StoreConnection::giveBack);
    if (late != null) {
      late.thenAccept(StoreConnection::giveBack); // whoever asked for it has gone
    }
    Set<StoreConnection> rest;
    synchronized (this) {
      awaitReturn(end);
      rest = new HashSet<>(lent);
    }
    rest.forEach(StoreConnection::discard);
  }

  private synchronized void awaitReturn(long end) {
    boolean interrupted = false;
    long left = end - System.nanoTime();
    while (!lent.isEmpty() && left > 0) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException again) {
        interrupted = true;
      }
      left = end - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
