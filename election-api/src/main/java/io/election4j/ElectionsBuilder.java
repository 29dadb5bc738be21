package io.election4j;

import static java.util.Objects.requireNonNull;

import io.election4j.ElectionEvent.WorkOverdue;
import io.election4j.internal.Bounds;
import io.election4j.internal.ElectionLog;
import io.election4j.internal.RunningElections;
import io.election4j.internal.Settings;
import io.election4j.internal.Threads;
import io.election4j.internal.engine.EngineConfig;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * Builds {@link Elections}. Not thread-safe.
 *
 * <p><b>Threads.</b> All are daemons, started when first needed, and their names begin with {@code
 * election-}. However many elections there are, two do everything while nothing blocks: {@code
 * election-engine} runs the engine and tells the time, {@code election-task} calls the store,
 * renewals before everything else, delivers events and subscribes to work. When something there has
 * not returned for 20 ms although something else waits, it is taken for blocked and others join it:
 * at first one, then as many as there are, at most 256 for events and work and 2 more for the
 * store, one of them for renewals. Blocking work has {@code election-worker} threads, one for each
 * piece from the moment it starts. All but the engine's end after 1 s without a task, and all with
 * the elections. Stores may have threads besides, as their documentation says.
 */
public final class ElectionsBuilder {

  private static final int MAX_GROUP_LENGTH = 100;

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
  private @Nullable Duration stopTimeout;
  private final Set<String> groups = new TreeSet<>();
  private boolean visible;
  private boolean yields;
  private Consumer<WorkOverdue> lastResort = overdue -> {};
  private Logger logger = LoggerFactory.getLogger(Elections.class);

  ElectionsBuilder(LeaseStore store) {
    this.store = requireNonNull(store, "store");
  }

  /**
   * Sets who this process stands as; {@link Candidate#unique()} unless set.
   *
   * @throws IllegalArgumentException if it has an attribute that elections set themselves
   */
  public ElectionsBuilder candidate(Candidate candidate) {
    this.candidate = candidate.requireOwn();
    return this;
  }

  /** Sets {@link Timing#lease()}. */
  public ElectionsBuilder lease(Duration lease) {
    this.lease = requireNonNull(lease, "lease");
    return this;
  }

  /** Sets {@link Timing#heartbeat()}. */
  public ElectionsBuilder heartbeat(Duration heartbeat) {
    this.heartbeat = requireNonNull(heartbeat, "heartbeat");
    return this;
  }

  /** Sets {@link Timing#grace()}. */
  public ElectionsBuilder grace(Duration grace) {
    this.grace = requireNonNull(grace, "grace");
    return this;
  }

  /** Sets {@link Timing#operationTimeout()}. */
  public ElectionsBuilder operationTimeout(Duration operationTimeout) {
    this.operationTimeout = requireNonNull(operationTimeout, "operationTimeout");
    return this;
  }

  /** Sets {@link Timing#poll()}. */
  public ElectionsBuilder poll(Duration poll) {
    this.poll = requireNonNull(poll, "poll");
    return this;
  }

  /**
   * Sets what runs the engine and tells the time: one thread of its own unless set. For tests in
   * virtual time; it must run nothing else, and is not disposed of with the elections, which close
   * if it is before. What it refuses otherwise, as when its queue is full, a thread of our own
   * does. Callbacks may not wait then for what has to happen in that time: {@code block()} there
   * throws at once.
   */
  public ElectionsBuilder scheduler(Scheduler scheduler) {
    this.scheduler = requireNonNull(scheduler, "scheduler");
    return this;
  }

  /**
   * Sets what delivers events and subscribes to work: the {@code election-task} threads unless set,
   * of which there is one, and up to 256 while listeners and subscriptions block: others then wait
   * for 20 ms and, with more than 256 blocked, for one of them. It is not disposed of with the
   * elections; what it refuses, those threads do.
   */
  public ElectionsBuilder callbacks(Scheduler callbacks) {
    this.callbacks = requireNonNull(callbacks, "callbacks");
    return this;
  }

  /**
   * Sets what runs {@link LeaderWorker}s, {@link FollowerWorker}s and {@link
   * Election#callWhileLeading calls}, which may block: as many threads of its own as there are
   * blocked ones unless set. One with a virtual thread for every task will do. Starting work that
   * it refuses counts as a failure of that work. It is not shut down with the elections.
   */
  public ElectionsBuilder workers(Executor workers) {
    this.workers = requireNonNull(workers, "workers");
    return this;
  }

  /**
   * Sets how long work may take to stop when this process leaves, steps down or hands over, before
   * its term is over all the same; the record stays held, so that nobody else can lead, until the
   * work has stopped. One lease unless set; 1 ms to 1 h.
   *
   * @throws IllegalArgumentException if it is out of bounds
   */
  public ElectionsBuilder stopTimeout(Duration stopTimeout) {
    Bounds.range("stopTimeout", stopTimeout, Duration.ofMillis(1), Duration.ofHours(1));
    this.stopTimeout = stopTimeout;
    return this;
  }

  /**
   * Sets whether this process keeps a lease while it stands anywhere, even if it leads nothing, so
   * that others see it among the {@linkplain Elections#participants() participants}, and whether it
   * sees them; {@code false} unless set or implied. The store must be a {@link LeaseDirectory}.
   */
  public ElectionsBuilder visible(boolean visible) {
    this.visible = visible;
    return this;
  }

  /**
   * Makes this process a member of a group, for {@link Elections#group(Collection)}; implies {@link
   * #visible}.
   *
   * @param group 1 to 100 characters, else as an election's name
   */
  public ElectionsBuilder memberOf(String group) {
    Bounds.name("group", group);
    if (group.length() > MAX_GROUP_LENGTH) {
      throw new IllegalArgumentException(
          "group '" + group + "' has " + group.length() + " characters, more than 100");
    }
    groups.add(group);
    return this;
  }

  /**
   * Sets whether this process hands over what it leads to a visible candidate of a higher {@link
   * Candidate#priority()}; {@code false} unless set. Implies {@link #visible}, as does a priority
   * other than 0.
   */
  public ElectionsBuilder yieldToPriority(boolean yields) {
    this.yields = yields;
    return this;
  }

  /**
   * Sets what is done when work does not stop although another process may lead, or may as soon as
   * the lease runs out that {@link Elections#close()} left behind: nothing unless set. It may halt
   * the JVM. Called once for every term, on a thread of its own; {@link WorkOverdue#held()} is
   * false.
   */
  public ElectionsBuilder lastResort(Consumer<WorkOverdue> lastResort) {
    this.lastResort = requireNonNull(lastResort, "lastResort");
    return this;
  }

  /** Sets where the log is written to, for tests of what it says. */
  ElectionsBuilder logger(Logger logger) {
    this.logger = logger;
    return this;
  }

  private EngineConfig config() {
    Timing timing = Timing.of(lease, heartbeat, grace, operationTimeout, poll);
    Candidate who = candidate != null ? candidate : Candidate.unique();
    for (String group : groups) {
      who = who.memberOf(group);
    }
    boolean isVisible = visible || yields || who.priority() != 0 || !groups.isEmpty();
    if (isVisible && !(store instanceof LeaseDirectory)) {
      String why = visible ? "visible" : yields ? "yieldToPriority" : whyVisible(who);
      throw new IllegalArgumentException(
          "%s needs a store that lists leases (a LeaseDirectory), and %s is none"
              .formatted(why, store.getClass().getSimpleName()));
    }
    Duration drain = stopTimeout != null ? stopTimeout : timing.lease();
    return new EngineConfig(timing, who, isVisible, yields, drain);
  }

  private String whyVisible(Candidate who) {
    return groups.isEmpty() ? "priority " + who.priority() : "memberOf " + groups;
  }

  /**
   * Starts.
   *
   * @throws IllegalArgumentException if the durations do not fit each other, as {@link Timing}
   *     says, or the store cannot list leases and has to
   */
  public Elections build() {
    ElectionLog log = new ElectionLog(logger);
    Settings settings = new Settings(config(), List.copyOf(groups), lastResort, log);
    Threads threads = Threads.of(log, scheduler, callbacks, workers);
    return RunningElections.start(store, settings, threads);
  }
}
