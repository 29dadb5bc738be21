package io.election4j.sql.bell;

import io.election4j.spi.Amendment;
import io.election4j.spi.ChangePush.Change;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Observation;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * What a store has of the doorbell. It knows from the store's own calls whose bell to hold and
 * whose to wait for; while nobody wants to hear, it does nothing and has no connection.
 *
 * <p>Safe for use by many threads.
 */
public final class Doorbell {

  /** Where there is none, to look again whether that has changed. */
  private static final Duration NONE = Duration.ofMinutes(5);

  private final @Nullable BellConnections connections;
  private final Logger log;
  private final Set<FluxSink<Change>> subscribers = new LinkedHashSet<>();
  private final Following following = new Following();
  private volatile @Nullable BellRun run;
  private boolean opened;
  private boolean saidWhy;
  private boolean closed;

  /**
   * Creates one that does nothing yet.
   *
   * @param connections {@code null} for one that never does anything
   * @param log is told once, at INFO, where there can be none
   */
  public Doorbell(@Nullable BellConnections connections, Logger log) {
    this.connections = connections;
    this.log = log;
  }

  /** Returns when it rings: see {@link io.election4j.spi.ChangePush#changes}. */
  public Flux<Change> changes() {
    return Flux.create(this::join, FluxSink.OverflowStrategy.BUFFER);
  }

  private synchronized void join(FluxSink<Change> subscriber) {
    subscribers.add(subscriber);
    subscriber.onDispose(() -> leave(subscriber));
    if (opened) {
      subscriber.next(new Change.Opened(false));
    }
    if (run == null) {
      start();
    }
  }

  private synchronized void start() {
    if (connections != null && !closed && !subscribers.isEmpty()) {
      BellRun begun = new BellRun(connections, this::tell, why -> none(connections, why));
      run = begun;
      begun.start();
    }
  }

  private synchronized void leave(FluxSink<Change> subscriber) {
    subscribers.remove(subscriber);
    if (subscribers.isEmpty()) {
      end();
    }
  }

  private synchronized void end() {
    BellRun ending = run;
    run = null;
    opened = false;
    if (ending != null) {
      ending.end();
    }
  }

  private synchronized void tell(Change change) {
    opened = change instanceof Change.Opened || opened && !(change instanceof Change.Broken);
    List.copyOf(subscribers).forEach(subscriber -> subscriber.next(change));
  }

  private void none(BellConnections where, NoDoorbell why) {
    synchronized (this) {
      opened = false;
      if (!saidWhy && !why.why().isEmpty()) {
        saidWhy = true;
        log.info("{}: no doorbell, followers only poll: {}", where.name(), why.why());
      }
    }
    Mono.delay(NONE, where.scheduler()).subscribe(again -> tryAgain(), closed -> {});
  }

  private synchronized void tryAgain() {
    if (run != null && run.over()) {
      start();
    }
  }

  /** Closes all connections, and opens none any more. */
  public void close() {
    synchronized (this) {
      closed = true;
      end();
    }
    if (connections != null) {
      connections.close();
    }
  }

  // == What the store does ==

  /** Has the bell of this lease held from the first record on that it has won. */
  public Flux<ElectionRecord> claimed(Lease me, Flux<ElectionRecord> won) {
    return won.doOnNext(record -> running(bell -> bell.hold(me.id())));
  }

  /** Rings the bells of those who held what was changed, or may have been, once that is over. */
  public Flux<ElectionRecord> amended(
      Collection<Amendment> amendments, Flux<ElectionRecord> changed) {
    return Flux.defer(
        () -> {
          AtomicBoolean some = new AtomicBoolean();
          return changed
              .doOnNext(record -> some.set(true))
              .doFinally(
                  end -> {
                    if (some.get() || end != SignalType.ON_COMPLETE) {
                      running(bell -> holders(amendments).forEach(bell::ring));
                    }
                  });
        });
  }

  private static Set<LeaseId> holders(Collection<Amendment> amendments) {
    return amendments.stream()
        .map(one -> one.held().holder())
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /** Lets go of a lease's bell once it is ended. */
  public Mono<Void> ended(LeaseId own, Mono<Void> end) {
    return end.doFinally(done -> running(bell -> bell.letGo(own)));
  }

  /** Waits for the bells of those leases that others hold, the live ones. */
  public Mono<Observation> observed(Collection<LeaseId> watched, Mono<Observation> observation) {
    return observation.doOnNext(
        seen -> {
          if (run != null) {
            Set<LeaseId> live = new LinkedHashSet<>();
            seen.leases().stream().filter(Lease::live).forEach(lease -> live.add(lease.id()));
            live.retainAll(Set.copyOf(watched));
            running(bell -> bell.follow(following.seen(live, readers())));
          }
        });
  }

  private synchronized int readers() {
    return subscribers.size();
  }

  private void running(Consumer<BellRun> what) {
    BellRun bell = run;
    if (bell != null) {
      what.accept(bell);
    }
  }
}
