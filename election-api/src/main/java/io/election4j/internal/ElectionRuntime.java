package io.election4j.internal;

import io.election4j.Candidate;
import io.election4j.ElectionEvent;
import io.election4j.ElectionEvent.WorkOverdue;
import io.election4j.Elections;
import io.election4j.Predecessor;
import io.election4j.Snapshot;
import io.election4j.Timing;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.internal.engine.Input;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** What runs behind {@link Elections}: the loop, and who is told of its signals. */
final class ElectionRuntime {

  /** Of most elections there never was one: kept once only. */
  private static final Predecessor NO_PREDECESSOR =
      new Predecessor(Optional.empty(), "", Duration.ZERO);

  private final LeaseStore store;
  private final Settings settings;
  private final Threads threads;
  private final Clocks clocks;
  private final EngineLoop loop;
  private final Consumer<Runnable> onEngineThread;
  private final Desk desk;
  private final ElectionRegistry joins;
  private final Repetitions listenersFail;
  private final LeaseTrust trust;
  private final StoreHealth health;
  private final MemberList roster;
  private final Draining draining;
  private final Listeners<ElectionEvent> listeners;
  private final Sinks.One<Boolean> over = Sinks.one();
  private final Sinks.One<Boolean> closed = Sinks.one();

  ElectionRuntime(LeaseStore store, Settings settings, Threads threads) {
    this.store = store;
    this.settings = settings;
    this.threads = threads;
    clocks = new Clocks(threads.engine());
    loop = new EngineLoop(store, settings, threads, told());
    onEngineThread = loop::execute;
    desk = new Desk(loop, threads);
    joins = new ElectionRegistry(this);
    listenersFail = repetitions();
    listeners = listeners();
    trust = new LeaseTrust(listeners());
    health = new StoreHealth(clocks, log(), listeners());
    roster = new MemberList(settings.standing(), trust, listeners());
    draining = new Draining(desk);
  }

  /** Returns listeners to something new. */
  <T> Listeners<T> listeners() {
    return new Listeners<>(onEngineThread, threads.callbacks(), listenersFail);
  }

  void start() {
    loop.submit(new Input.Tick());
  }

  // == Parts ==

  private ElectionLog log() {
    return settings.log();
  }

  Repetitions repetitions() {
    return new Repetitions(clocks, log());
  }

  EngineLoop loop() {
    return loop;
  }

  Desk desk() {
    return desk;
  }

  Clocks clocks() {
    return clocks;
  }

  Threads threads() {
    return threads;
  }

  Inside inside() {
    return threads.inside();
  }

  WorkerThreads workers() {
    return threads.workers();
  }

  ElectionRegistry joins() {
    return joins;
  }

  LeaseTrust trust() {
    return trust;
  }

  StoreHealth health() {
    return health;
  }

  MemberList roster() {
    return roster;
  }

  Draining draining() {
    return draining;
  }

  Timing timing() {
    return settings.timing();
  }

  Duration drainTimeout() {
    return settings.standing().drain();
  }

  Candidate candidate() {
    return settings.standing().candidate();
  }

  LeaseStore store() {
    return store;
  }

  // == What elections need ==

  boolean isOurs(LeaseId holder) {
    return trust.isOurs(holder);
  }

  TimedLeadership leadership(EngineEvent.Elected elected) {
    String election = elected.election();
    long term = elected.term();
    return new TimedLeadership(
        election,
        term,
        predecessor(elected),
        new TermValidity(trust.of(elected.lease()), clocks, loop, election, term),
        new Publications(elected.record(), candidate(), desk));
  }

  private static Predecessor predecessor(EngineEvent.Elected elected) {
    Predecessor known =
        new Predecessor(
            Optional.ofNullable(elected.former()), elected.record().value(), elected.leaderless());
    return known.equals(NO_PREDECESSOR) ? NO_PREDECESSOR : known;
  }

  void told(ElectionEvent event) {
    log().event(event);
    listeners.emit(event);
  }

  void lastResort(WorkOverdue overdue) {
    new LastResort(settings.lastResort(), threads.own(), log()).call(overdue);
  }

  // == What users ask for ==

  Flux<ElectionEvent> events() {
    return listeners.flux(listener -> {});
  }

  Mono<Void> close() {
    return Mono.defer(
        () -> {
          joins.closing();
          loop.submit(new Input.Close());
          return closed.asMono().then();
        });
  }

  /** Closes, and waits for it, until our own threads have ended. */
  void closeNow() {
    if (await(null, close(), timing().lease().multipliedBy(2))) {
      threads.own().awaitEnd(timing().grace());
    }
  }

  /**
   * Waits for something that leaves an election, or all for {@code null}; not at all if that would
   * wait for the caller.
   *
   * @return whether it has waited
   */
  boolean await(@Nullable String election, Mono<Void> left, Duration patience) {
    if (inside().waitsForCaller(election)) {
      left.subscribe(nothing -> {}, failure -> {});
      return false;
    }
    Blocking.await(inside().blockedOn(left), patience);
    return true;
  }

  /** Returns a Mono that completes when nothing happens any more, before the store is closed. */
  Mono<Void> whenOver() {
    return over.asMono().then();
  }

  Snapshot snapshot() {
    return new Snapshot(
        clocks.wall(),
        candidate(),
        trust.leaseId(),
        trust.remaining(clocks),
        draining.wanted(),
        timing(),
        health.status(loop.operations()),
        roster.all(),
        joins.all().stream().map(JoinedElection::status).toList());
  }

  // == What the engine says ==

  private EngineLoop.Told told() {
    return new EngineLoop.Told() {
      @Override
      public void on(EngineEvent signal) {
        ElectionRuntime.this.on(signal);
      }

      @Override
      public void answered(@Nullable Throwable failure) {
        health.answered(failure);
      }
    };
  }

  private void on(EngineEvent signal) {
    if (signal instanceof EngineEvent.Left left) {
      joins.left(left.election());
    } else if (signal instanceof EngineEvent.OfElection of) {
      JoinedElection joined = joins.of(of.election());
      if (joined != null) {
        joined.state().on(signal);
      }
    } else if (signal instanceof EngineEvent.Trusted trusted) {
      trust.on(trusted);
    } else if (signal instanceof EngineEvent.Participants participants) {
      roster.on(participants);
    } else if (signal instanceof EngineEvent.Drained) {
      draining.drained();
    } else if (signal instanceof EngineEvent.Closed) {
      closed();
    } else {
      health.on(signal);
      if (signal instanceof EngineEvent.Failed failed) {
        joins.failed(failed.cause());
        draining.closed();
        listeners.fail(failed.cause());
      }
    }
  }

  private void closed() {
    joins.closed();
    draining.closed();
    listeners.complete();
    trust.closed();
    health.closed();
    roster.closed();
    over.tryEmitValue(true);
    Threads.schedule(threads.store(), this::release);
  }

  /** Closing a store may take a while; where that is forbidden, on a thread for that alone. */
  private void release() {
    if (Schedulers.isInNonBlockingThread()) {
      threads.own().named("close").newThread(this::releaseNow).start();
    } else {
      releaseNow();
    }
  }

  private void releaseNow() {
    try {
      store.close();
    } catch (Throwable failure) {
      log().say(LogLine.NOT_CLOSED, failure);
    }
    threads.end().dispose();
    Leftovers.forget();
    closed.tryEmitValue(true);
  }
}
