package io.election4j.internal;

import io.election4j.Candidacy;
import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.ElectionGroup;
import io.election4j.ElectionStatus;
import io.election4j.Elections;
import io.election4j.ElectionsStatus;
import io.election4j.Participant;
import io.election4j.Request;
import io.election4j.StoreCall;
import io.election4j.StoreEvent;
import io.election4j.Timing;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.internal.engine.Input;
import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.runtime.ObjectMethods;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Elections that run: makes their parts, and says who is told of what the engine says. */
public final class RunningElections implements Elections, EngineLoop.Told {

  private final LeaseStore store;
  private final Shell shell;
  private final ElectionRegistry registry;
  private final StoreHealth health;
  private final MemberList members;
  private final Draining draining;
  private final Sinks.One<Boolean> closed = Sinks.one();

  private RunningElections(LeaseStore store, Settings settings, Threads threads) {
    EngineLoop loop = new EngineLoop(store, settings, threads);
    LeaseTrust trust = new LeaseTrust(loop, settings.candidate());
    this.store = store;
    shell = new Shell(settings, threads, loop, trust);
    registry = new ElectionRegistry(shell, this::gates);
    health = new StoreHealth(loop);
    members = new MemberList(settings.config(), trust, loop.listeners());
    draining = new Draining(loop);
  }

  /** Starts; nothing is asked of the caller any more. */
  public static Elections start(LeaseStore store, Settings settings, Threads threads) {
    RunningElections elections = new RunningElections(store, settings, threads);
    elections.shell.loop().start(elections);
    return elections;
  }

  private Inside inside() {
    return shell.threads().inside();
  }

  @Override
  public Mono<Void> prepared() {
    return shell.threads().told(health.prepared());
  }

  // == Taking part ==

  @Override
  public Election join(String election) {
    return registry.join(election, terms(Candidacy.plain()), true);
  }

  @Override
  public Election join(String election, Candidacy candidacy) {
    return registry.join(election, terms(candidacy), false);
  }

  private static JoinedElection.Terms terms(Candidacy candidacy) {
    return new JoinedElection.Terms(candidacy, false);
  }

  @Override
  public Election observe(String election) {
    return registry.join(election, null, true);
  }

  @Override
  public List<Election> joinAll(Collection<String> elections) {
    elections.forEach(election -> Bounds.name("election", election));
    return elections.stream().map(this::join).toList();
  }

  @Override
  public Flux<Election> joinMatching(String prefix) {
    if (store instanceof ElectionDirectory directory) {
      return registry.joinMatching(directory, prefix, this::join);
    }
    throw new IllegalArgumentException(
        "joinMatching('%s') needs a store that lists elections (an ElectionDirectory), and %s is none"
            .formatted(prefix, store.getClass().getSimpleName()));
  }

  @Override
  public ElectionGroup group(Collection<String> elections) {
    List<String> groups = shell.settings().groups();
    if (groups.size() != 1) {
      throw new IllegalArgumentException(
          "this process is a member of %s groups %s: name one of them, or build it with memberOf once"
              .formatted(groups.size(), groups));
    }
    return group(groups.get(0), elections);
  }

  @Override
  public ElectionGroup group(String group, Collection<String> elections) {
    if (!shell.settings().groups().contains(group)) {
      throw new IllegalArgumentException(
          "group '%s': this process is no member; build it with memberOf(\"%s\")"
              .formatted(group, group));
    }
    elections.forEach(election -> Bounds.name("election", election));
    JoinedElection.Terms share = new JoinedElection.Terms(Candidacy.plain(), true);
    List<JoinedElection> joined =
        elections.stream()
            .distinct()
            .sorted()
            .map(election -> registry.join(election, share, false))
            .toList();
    JoinedGroup made = new JoinedGroup(group, joined, members);
    GroupBalance balance = new GroupBalance(made, shell);
    shell.loop().execute(() -> balance.start(members));
    return made;
  }

  // == What happens, and what is so ==

  @Override
  public Flux<ElectionEvent> events() {
    return registry.events();
  }

  @Override
  public Flux<StoreEvent> storeEvents() {
    return health.events();
  }

  @Override
  public Flux<StoreCall> storeCalls() {
    return shell.loop().storeCalls();
  }

  /**
   * Emits, at every acknowledged renewal, the point on {@link System#nanoTime()}'s clock until
   * which these elections may act if no later renewal succeeds; for audits.
   */
  public static Flux<Long> trustedUntil(Elections elections) {
    return ((RunningElections) elections).shell.trust().deadlines();
  }

  @Override
  public List<Participant> participants() {
    return members.all();
  }

  @Override
  public Flux<List<Participant>> participantChanges() {
    return members.changes();
  }

  @Override
  public ElectionsStatus status() {
    return new ElectionsStatus(
        shell.loop().clocks().wall(),
        candidate(),
        shell.trust().leaseId(),
        shell.trust().remaining(),
        draining.wanted(),
        timing(),
        health.status(),
        members.all(),
        registry.all().stream().map(JoinedElection::status).toList());
  }

  private Set<ElectionStatus.Gate> gates(boolean candidate) {
    Set<ElectionStatus.Gate> gates = EnumSet.noneOf(ElectionStatus.Gate.class);
    if (draining.wanted()) {
      gates.add(ElectionStatus.Gate.DRAIN);
    }
    if (candidate && health.standsBack()) {
      gates.add(ElectionStatus.Gate.RENEWALS);
    }
    return gates;
  }

  @Override
  public Candidate candidate() {
    return shell.settings().candidate();
  }

  @Override
  public Timing timing() {
    return shell.settings().timing();
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
    Bounds.name("election", election);
    Threads threads = shell.threads();
    Mono<Boolean> asked =
        new RequestWriter(
                store,
                request,
                pause -> Mono.delay(pause, threads.engine()).publishOn(threads.store()))
            .ask(election)
            .subscribeOn(threads.store())
            .timeout(
                timing().operationTimeout().multipliedBy(2),
                Mono.error(() -> late(election)),
                threads.engine());
    Mono<Boolean> over = registry.whenOver().then(Mono.error(() -> tooLate(election)));
    return threads.told(Mono.firstWithSignal(over, asked));
  }

  private static StoreException late(String election) {
    return StoreException.unavailable(
        "the store did not answer in time to a request of election '" + election + "'", null);
  }

  private static IllegalStateException tooLate(String election) {
    return new IllegalStateException(
        "these elections are closed: a request of election '%s' is not known to be made"
            .formatted(election));
  }

  // == What the engine says ==

  @Override
  public void on(EngineEvent event) {
    if (event instanceof EngineEvent.OfElection of) {
      registry.on(of);
    } else if (event instanceof EngineEvent.Trusted trusted) {
      shell.trust().on(trusted);
    } else if (event instanceof EngineEvent.Participants participants) {
      members.on(participants);
    } else if (event instanceof EngineEvent.Drained) {
      draining.drained();
    } else if (event instanceof EngineEvent.Closed) {
      closed();
    } else {
      health.on(event);
      if (event instanceof EngineEvent.Failed failed) {
        registry.failed(failed.cause());
        draining.closed();
      }
    }
  }

  @Override
  public void answered(@Nullable Throwable failure) {
    health.answered(failure);
  }

  // == End ==

  @Override
  public Mono<Void> closeLater() {
    return inside().unlessForCaller(null, closing());
  }

  private Mono<Void> closing() {
    return Mono.defer(
        () -> {
          registry.closing();
          shell.loop().submit(new Input.Close());
          return closed.asMono().then();
        });
  }

  /** Waits until our own threads have ended, too. */
  @Override
  public void close() {
    if (inside().await(null, closing(), timing().lease().multipliedBy(2))) {
      shell.threads().own().awaitEnd(timing().grace());
    }
  }

  private void closed() {
    registry.closed();
    draining.closed();
    shell.trust().closed();
    health.closed();
    members.closed();
    Threads.schedule(shell.threads().store(), this::release);
  }

  /** Closing a store may take a while; where that is forbidden, on a thread for that alone. */
  private void release() {
    if (Schedulers.isInNonBlockingThread()) {
      shell.threads().own().named("close").newThread(this::releaseNow).start();
    } else {
      releaseNow();
    }
  }

  private void releaseNow() {
    try {
      store.close();
    } catch (Throwable failure) {
      shell.settings().log().say(LogLine.NOT_CLOSED, failure);
    }
    shell.threads().end().dispose();
    forgetRecords();
    closed.tryEmitValue(true);
  }

  /**
   * Makes the JDK forget our classes, so that an application that is taken down can be collected.
   *
   * <p>Records are compared, hashed and printed by method handles of the JDK's, and each of these
   * keeps the types it was last adapted to: ours, if one of our records came last, and with them
   * our class loader; from JDK 19 on until memory is short, before that for ever. Here they are
   * adapted to a type of the JDK's own.
   */
  private static void forgetRecords() {
    try {
      for (String method : new String[] {"equals", "hashCode", "toString"}) {
        ObjectMethods.bootstrap(
            MethodHandles.lookup(),
            method,
            MethodHandle.class,
            String.class,
            "component",
            MethodHandles.identity(String.class));
      }
    } catch (Throwable harmless) {
      // A JDK that refuses a class that is no record is a newer one.
    }
  }
}
