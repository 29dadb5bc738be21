package io.election4j;

import static java.util.Objects.requireNonNull;

import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * All the elections of one process on one store: one lease, one heartbeat, one read per poll and
 * one change subscription, however many elections it joins.
 */
public final class Elections implements AutoCloseable {

  private final ElectionRuntime runtime;
  private final Candidate candidate;
  private final Timing timing;

  private Elections(Builder builder) {
    candidate = builder.candidate != null ? builder.candidate : Candidate.unique();
    timing = builder.timing();
    Threads threads = Threads.of(builder.scheduler, builder.callbacks, builder.workers);
    runtime = new ElectionRuntime(builder.store, timing, candidate, threads);
    runtime.start();
  }

  /** Returns a builder of elections on this store. The store is closed with them. */
  public static Builder builder(LeaseStore store) {
    return new Builder(store);
  }

  /**
   * Completes when the store is prepared; fails if it is misconfigured. Until then nothing is read
   * or claimed; while the store is merely unreachable, preparing is tried again and again.
   */
  public Mono<Void> prepared() {
    return runtime.prepared();
  }

  /**
   * Stands for election. Joining again while taking part returns the same election, as a candidate.
   *
   * @param election 1 to 200 characters, no control characters, no space at either end; by
   *     convention a path
   * @throws IllegalArgumentException if the name is not so
   * @throws IllegalStateException after {@link #close()}
   */
  public Election join(String election) {
    return runtime.join(election, true);
  }

  /**
   * Watches an election without standing in it and without writing anything; otherwise as {@link
   * #join}.
   */
  public Election observe(String election) {
    return runtime.join(election, false);
  }

  /** Returns what happens in all elections of this process, from the subscription on. */
  public Flux<ElectionEvent> events() {
    return runtime.events();
  }

  /**
   * Emits, at every acknowledged renewal, the point on {@link System#nanoTime()}'s clock until
   * which this process may act if no later renewal succeeds; for handing to another process on this
   * machine, and for audits.
   */
  public Flux<Long> trustedUntil() {
    return runtime.trustedUntil();
  }

  /** Returns who this process stands as. */
  public Candidate candidate() {
    return candidate;
  }

  /** Returns the durations in force. */
  public Timing timing() {
    return timing;
  }

  /**
   * Leaves all elections: stops the work, hands the offices over, ends the lease, closes the store.
   * Takes at most one lease; what is not done by then is left to run out. Idempotent.
   */
  public Mono<Void> closeLater() {
    return runtime.close();
  }

  /**
   * {@linkplain #closeLater() Closes}, and waits for it. Not to be called from a Reactor thread.
   */
  @Override
  public void close() {
    Blocking.await(closeLater());
  }

  /** Builds {@link Elections}. Not thread-safe. */
  public static final class Builder {

    private final LeaseStore store;
    private @Nullable Candidate candidate;
    private @Nullable Duration lease;
    private @Nullable Duration heartbeat;
    private @Nullable Duration grace;
    private @Nullable Duration operationTimeout;
    private @Nullable Duration poll;
    private @Nullable Scheduler scheduler;
    private @Nullable Scheduler callbacks;
    private @Nullable Executor workers;

    private Builder(LeaseStore store) {
      this.store = requireNonNull(store, "store");
    }

    /** Sets who this process stands as; {@link Candidate#unique()} unless set. */
    public Builder candidate(Candidate candidate) {
      this.candidate = requireNonNull(candidate, "candidate");
      return this;
    }

    /** Sets {@link Timing#lease()}. */
    public Builder lease(Duration lease) {
      this.lease = requireNonNull(lease, "lease");
      return this;
    }

    /** Sets {@link Timing#heartbeat()}. */
    public Builder heartbeat(Duration heartbeat) {
      this.heartbeat = requireNonNull(heartbeat, "heartbeat");
      return this;
    }

    /** Sets {@link Timing#grace()}. */
    public Builder grace(Duration grace) {
      this.grace = requireNonNull(grace, "grace");
      return this;
    }

    /** Sets {@link Timing#operationTimeout()}. */
    public Builder operationTimeout(Duration operationTimeout) {
      this.operationTimeout = requireNonNull(operationTimeout, "operationTimeout");
      return this;
    }

    /** Sets {@link Timing#poll()}. */
    public Builder poll(Duration poll) {
      this.poll = requireNonNull(poll, "poll");
      return this;
    }

    /**
     * Sets what runs the engine and tells the time: one thread of its own unless set. For tests in
     * virtual time; it must run nothing else, and is not disposed of with the elections.
     */
    public Builder scheduler(Scheduler scheduler) {
      this.scheduler = requireNonNull(scheduler, "scheduler");
      return this;
    }

    /**
     * Sets what delivers events and subscribes to work: up to 32 threads of its own unless set. It
     * is not disposed of with the elections.
     */
    public Builder callbacks(Scheduler callbacks) {
      this.callbacks = requireNonNull(callbacks, "callbacks");
      return this;
    }

    /**
     * Sets what runs {@link LeaderWorker}s and {@link FollowerWorker}s, which may block: as many
     * threads of its own as there are blocked workers unless set. It is not shut down with the
     * elections.
     */
    public Builder workers(Executor workers) {
      this.workers = requireNonNull(workers, "workers");
      return this;
    }

    private Timing timing() {
      return Timing.of(lease, heartbeat, grace, operationTimeout, poll);
    }

    /**
     * Starts.
     *
     * @throws IllegalArgumentException if the durations do not fit each other, as {@link Timing}
     *     says
     */
    public Elections build() {
      return new Elections(this);
    }
  }
}
