package io.election4j.internal;

import io.election4j.Candidacy;
import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.ElectionEvent.WorkOverdue;
import io.election4j.ElectionGroup;
import io.election4j.Elections;
import io.election4j.ElectionsStatus;
import io.election4j.Participant;
import io.election4j.Predecessor;
import io.election4j.Request;
import io.election4j.StoreEvent;
import io.election4j.Timing;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.internal.engine.Input;
import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Elections that run: the loop, who is told of its signals, and what users ask for. */
public final class RunningElections implements Elections {

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
  private final ElectionRegistry registry;
  private final Repetitions listenersFail;
  private final LeaseTrust trust;
  private final StoreHealth health;
  private final MemberList members;
  private final Draining draining;
  private final Listeners<ElectionEvent> listeners;
  private final Sinks.One<Boolean> over = Sinks.one();
  private final Sinks.One<Boolean> closed = Sinks.one();

  private RunningElections(LeaseStore store, Settings settings, Threads threads) {
    this.store = store;
    this.settings = settings;
    this.threads = threads;
    clocks = new Clocks(threads.engine());
    loop = new EngineLoop(store, settings, threads, told());
    onEngineThread = loop::execute;
    desk = new Desk(loop, threads);
    registry = new ElectionRegistry(this);
    listenersFail = repetitions();
    listeners = listeners();
    trust = new LeaseTrust(listeners());
    health = new StoreHealth(clocks, log(), listeners());
    members = new MemberList(settings.standing(), trust, listeners());
    draining = new Draining(desk);
  }

  /** Returns listeners to something new. */
  <T> Listeners<T> listeners() {
    return new Listeners<>(onEngineThread, threads.callbacks(), listenersFail);
  }

  /** Starts; nothing is asked of the caller any more. */
  public static Elections start(LeaseStore store, Settings settings, Threads threads) {
    RunningElections elections = new RunningElections(store, settings, threads);
    elections.loop.submit(new Input.Tick());
    return elections;
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

  ElectionRegistry registry() {
    return registry;
  }

  LeaseTrust trust() {
    return trust;
  }

  StoreHealth health() {
    return health;
  }

  MemberList members() {
    return members;
  }

  Draining draining() {
    return draining;
  }

  @Override
  public Timing timing() {
    return settings.timing();
  }

  Duration stopTimeout() {
    return settings.standing().drain();
  }

  @Override
  public Candidate candidate() {
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

  @Override
  public Mono<Void> prepared() {
    return desk.told(health.prepared());
  }

  // == Taking part ==

  @Override
  public Election join(String election) {
    return registry.join(election, Terms.of(Candidacy.plain()), true);
  }

  @Override
  public Election join(String election, Candidacy candidacy) {
    return registry.join(election, Terms.of(candidacy), false);
  }

  @Override
  public Election observe(String election) {
    return registry.join(election, null, true);
  }

  @Override
  public List<Election> joinAll(Collection<String> elections) {
    elections.forEach(election -> Names.require("election", election));
    return elections.stream().map(this::join).toList();
  }

  @Override
  public Flux<Election> joinMatching(String prefix) {
    if (store instanceof ElectionDirectory directory) {
      return new PrefixJoin(directory, this).join(prefix, this::join);
    }
    throw new IllegalArgumentException(
        "joinMatching('"
            + prefix
            + "') needs a store that lists elections (an ElectionDirectory), and "
            + store.getClass().getSimpleName()
            + " is none");
  }

  @Override
  public ElectionGroup group(Collection<String> elections) {
    List<String> groups = settings.groups();
    if (groups.size() != 1) {
      throw new IllegalArgumentException(
          "this process is a member of "
              + groups.size()
              + " groups "
              + groups
              + ": name one of them, or build it with memberOf once");
    }
    return group(groups.get(0), elections);
  }

  @Override
  public ElectionGroup group(String group, Collection<String> elections) {
    if (!settings.groups().contains(group)) {
      throw new IllegalArgumentException(
          "group '"
              + group
              + "': this process is no member; build it with memberOf(\""
              + group
              + "\")");
    }
    elections.forEach(election -> Names.require("election", election));
    return new JoinedGroup(group, this, elections).start();
  }

  // == What happens, and what is so ==

  @Override
  public Flux<StoreEvent> storeEvents() {
    return health.events();
  }

  /**
   * Emits, at every acknowledged renewal, the point on {@link System#nanoTime()}'s clock until
   * which these elections may act if no later renewal succeeds; for audits.
   */
  public static Flux<Long> trustedUntil(Elections elections) {
    return ((RunningElections) elections).trust.deadlines();
  }

  @Override
  public List<Participant> participants() {
    return members.all();
  }

  @Override
  public Flux<List<Participant>> participantChanges() {
    return members.changes();
  }

  // == Moving leadership ==

  @Override
  public Mono<Void> drain() {
    return inside().unlessForCaller(null, draining.drain());
  }

  @Override
  public Mono<Void> resume() {
    return inside().unlessForCaller(null, draining.resume());
  }

  @Override
  public Mono<Boolean> request(String election, Request request) {
    return RequestWriter.ask(this, election, request);
  }

  // == End ==

  @Override
  public Mono<Void> closeLater() {
    return inside().unlessForCaller(null, closing());
  }

  @Override
  public Flux<ElectionEvent> events() {
    return listeners.flux(listener -> {});
  }

  private Mono<Void> closing() {
    return Mono.defer(
        () -> {
          registry.closing();
          loop.submit(new Input.Close());
          return closed.asMono().then();
        });
  }

  /** Waits until our own threads have ended, too. */
  @Override
  public void close() {
    if (await(null, closing(), timing().lease().multipliedBy(2))) {
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

  @Override
  public ElectionsStatus status() {
    return new ElectionsStatus(
        clocks.wall(),
        candidate(),
        trust.leaseId(),
        trust.remaining(clocks),
        draining.wanted(),
        timing(),
        health.status(loop.operations()),
        members.all(),
        registry.all().stream().map(JoinedElection::status).toList());
  }

  // == What the engine says ==

  private EngineLoop.Told told() {
    return new EngineLoop.Told() {
      @Override
      public void on(EngineEvent signal) {
        RunningElections.this.on(signal);
      }

      @Override
      public void answered(@Nullable Throwable failure) {
        health.answered(failure);
      }
    };
  }

  private void on(EngineEvent signal) {
    if (signal instanceof EngineEvent.Left left) {
      registry.left(left.election());
    } else if (signal instanceof EngineEvent.OfElection of) {
      JoinedElection joined = registry.of(of.election());
      if (joined != null) {
        joined.state().on(signal);
      }
    } else if (signal instanceof EngineEvent.Trusted trusted) {
      trust.on(trusted);
    } else if (signal instanceof EngineEvent.Participants participants) {
      members.on(participants);
    } else if (signal instanceof EngineEvent.Drained) {
      draining.drained();
    } else if (signal instanceof EngineEvent.Closed) {
      closed();
    } else {
      health.on(signal);
      if (signal instanceof EngineEvent.Failed failed) {
        registry.failed(failed.cause());
        draining.closed();
        listeners.fail(failed.cause());
      }
    }
  }

  private void closed() {
    registry.closed();
    draining.closed();
    listeners.complete();
    trust.closed();
    health.closed();
    members.closed();
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
