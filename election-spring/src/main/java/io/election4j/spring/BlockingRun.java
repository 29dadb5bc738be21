package io.election4j.spring;

import io.election4j.spring.WorkMeasures.Outcome;
import io.micrometer.observation.Observation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of a method, on the thread that called it; interrupted at the end of the term. */
final class BlockingRun implements OpenTerm.Running {

  private static final Logger LOG = LoggerFactory.getLogger(LeaderOnly.class);
  private static final ThreadLocal<@Nullable BlockingRun> INNERMOST = new ThreadLocal<>();

  private final OpenTerm term;
  private final @Nullable BlockingRun outer;
  private final Thread thread = Thread.currentThread();
  private boolean stopped;
  private boolean returned;

  /** What is called. */
  @FunctionalInterface
  interface Call {

    @Nullable Object proceed() throws Throwable;
  }

  private BlockingRun(OpenTerm term, @Nullable BlockingRun outer) {
    this.term = term;
    this.outer = outer;
  }

  /**
   * Makes a call in a term. In a call under the same term, which is waited for and interrupted
   * already, there is nothing to add.
   *
   * @param skipped what is returned if the term is over, before the call or in it
   */
  static @Nullable Object call(OpenTerm term, Call call, Supplier<@Nullable Object> skipped)
      throws Throwable {
    BlockingRun outer = INNERMOST.get();
    if (outer != null && outer.isUnder(term)) {
      return term.isOpen() ? call.proceed() : skipped.get();
    }
    BlockingRun run = new BlockingRun(term, outer);
    return term.enter(run) ? run.proceed(call, skipped) : skipped.get();
  }

  private boolean isUnder(OpenTerm other) {
    return term == other || outer != null && outer.isUnder(other);
  }

  private @Nullable Object proceed(Call call, Supplier<@Nullable Object> skipped) throws Throwable {
    INNERMOST.set(this);
    try {
      return measured(call, skipped);
    } finally {
      returned();
      term.leave(this);
    }
  }

  private @Nullable Object measured(Call call, Supplier<@Nullable Object> skipped)
      throws Throwable {
    Observation work = term.measured();
    Observation.Scope scope = work.openScope();
    Throwable failed = null;
    try {
      return call.proceed();
    } catch (Exception failure) {
      if (!wasStopped()) {
        failed = failure;
        throw failure;
      }
      LOG.debug("A @LeaderOnly method ended with its term", failure);
      return skipped.get();
    } catch (Error error) {
      failed = error;
      throw error;
    } finally {
      scope.close();
      WorkMeasures.end(work, outcome(failed), failed);
    }
  }

  private Outcome outcome(@Nullable Throwable failed) {
    return failed != null ? Outcome.FAILED : wasStopped() ? Outcome.INTERRUPTED : Outcome.COMPLETED;
  }

  /** Leaves the thread as it was, for its pool, but not deaf to what stops a call around this. */
  private void returned() {
    if (outer == null) {
      INNERMOST.remove();
    } else {
      INNERMOST.set(outer);
    }
    synchronized (this) {
      returned = true;
    }
    if (wasStopped()) {
      Thread.interrupted();
      if (outer != null && outer.wasStoppedAnywhere()) {
        thread.interrupt();
      }
    }
  }

  private boolean wasStoppedAnywhere() {
    return wasStopped() || outer != null && outer.wasStoppedAnywhere();
  }

  private synchronized boolean wasStopped() {
    return stopped;
  }

  @Override
  public synchronized void stop() {
    if (!returned) {
      stopped = true;
      thread.interrupt();
    }
  }
}
