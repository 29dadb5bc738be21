package io.election4j;

import io.election4j.engine.Input;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;

/** One election as the user sees it. */
final class JoinedElection implements Election {

  private final String name;
  private final ElectionRuntime runtime;
  private final ElectionState state;
  private volatile @Nullable Candidacy candidacy;
  private volatile @Nullable Disposable fitness;
  private Sinks.@Nullable One<Boolean> left;
  private volatile Set<Input.Gate> closed = Set.of();
  private volatile boolean running = true;
  private volatile boolean leaving;

  JoinedElection(String name, ElectionRuntime runtime) {
    this.name = name;
    this.runtime = runtime;
    this.state = new ElectionState(name, runtime);
  }

  // == State ==

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Leader> leader() {
    return running ? Optional.ofNullable(state.leader()) : Optional.empty();
  }

  @Override
  public Optional<Leadership> leadership() {
    TimedLeadership current = state.leadership();
    return current != null && current.isValid() ? Optional.of(current) : Optional.empty();
  }

  @Override
  public ElectionStatus status() {
    Optional<Leadership> mine = leadership();
    Optional<Leader> leader = leader();
    ElectionStatus.Role idle =
        candidacy != null ? ElectionStatus.Role.FOLLOWER : ElectionStatus.Role.OBSERVER;
    return new ElectionStatus(
        name,
        mine.isPresent() ? ElectionStatus.Role.LEADER : idle,
        mine.map(Leadership::term).or(() -> leader.map(Leader::term)).orElse(state.term()),
        state.since(),
        mine.map(Leadership::remaining).orElse(Duration.ZERO),
        leader.map(Leader::ready).orElse(false),
        leader,
        Optional.ofNullable(state.lastLoss()),
        gates(),
        runtime.candidate(),
        runtime.trust().leaseId(),
        running);
  }

  private Set<ElectionStatus.Gate> gates() {
    Set<ElectionStatus.Gate> gates = runtime.gates(candidacy != null);
    closed.forEach(gate -> gates.add(ElectionStatus.Gate.valueOf(gate.name())));
    return gates;
  }

  ElectionState state() {
    return state;
  }

  @Override
  public Flux<ElectionEvent> events() {
    return state.listeners().flux(state::replay);
  }

  // == Taking part ==

  /**
   * Returns whether it stands on these terms from now on, or already does.
   *
   * @param again whether it may stand on other terms already
   */
  synchronized boolean stand(Candidacy wanted, boolean again) {
    Candidacy known = candidacy;
    if (known == null) {
      candidacy = wanted;
    } else if (known != wanted && !again) {
      throw new IllegalStateException(
          "election '" + name + "' is already joined with " + known + ", not with " + wanted);
    }
    return known == null;
  }

  /** Joins it, on the engine's thread; {@code null} to watch, or go on as before. */
  void begin(@Nullable Candidacy wanted) {
    // It takes part before it stands, so that it can be kept from standing.
    runtime.loop().submit(new Input.Join(name, false));
    if (wanted == null) {
      return;
    }
    if (wanted.shared()) {
      admit(Input.Gate.SHARE, false);
    }
    wanted
        .fitness()
        .ifPresent(
            publisher -> {
              admit(Input.Gate.FITNESS, false);
              watch(new Fitness(this).watch(publisher, runtime.desk()));
            });
    runtime.loop().submit(new Input.Join(name, true, wanted.confirms()));
  }

  private void watch(Disposable watching) {
    fitness = watching;
    if (!running) {
      watching.dispose();
    }
  }

  /** Lets it stand, or not, whatever else speaks against it; on any thread. */
  void admit(Input.Gate gate, boolean open) {
    runtime.loop().execute(() -> admitted(gate, open));
  }

  private void admitted(Input.Gate gate, boolean open) {
    if (running) {
      Set<Input.Gate> gates = EnumSet.noneOf(Input.Gate.class);
      gates.addAll(closed);
      if (open) {
        gates.remove(gate);
      } else {
        gates.add(gate);
      }
      closed = gates;
      runtime.loop().step(new Input.Admit(name, gate, open));
    }
  }

  /** This process takes no part any more. */
  void onLeft() {
    ended();
    state.listeners().complete();
    left().tryEmitValue(true);
  }

  void onFailed(Throwable cause) {
    ended();
    state.listeners().fail(cause);
    left().tryEmitError(cause);
  }

  private void ended() {
    running = false;
    Disposable watching = fitness;
    if (watching != null) {
      watching.dispose();
    }
  }

  private synchronized Sinks.One<Boolean> left() {
    Sinks.One<Boolean> made = left != null ? left : Sinks.one();
    left = made;
    return made;
  }

  /** Returns whether it can still be handed to somebody who joins. */
  boolean open() {
    return running && !leaving;
  }

  /** Returns a Mono that completes when this process takes no part any more, and never fails. */
  Mono<Void> whenLeft() {
    return left().asMono().onErrorComplete().then();
  }

  /** Tells the end on the callback scheduler; a listener to all events would keep more memory. */
  private Disposable atEnd(Runnable left, Consumer<Throwable> failed) {
    return left().asMono().publishOn(runtime.callbacks()).subscribe(end -> {}, failed, left);
  }

  // == Work ==

  @Override
  public <T> Flux<T> whileLeading(
      Function<Leadership, ? extends Publisher<T>> work, OnFailure onFailure) {
    return working(
        sink -> new PublisherWork<>(work, new Results<>(sink, onFailure), runtime.callbacks()));
  }

  @Override
  public <T> Flux<T> callWhileLeading(BlockingCall<T> work, OnFailure onFailure) {
    return working(sink -> new CallWork<>(work, new Results<>(sink, onFailure), runtime.workers()));
  }

  private <T> Flux<T> working(Function<FluxSink<T>, Work> started) {
    return Flux.<T>create(
        sink -> {
          Disposable end = atEnd(sink::complete, sink::error);
          Disposable added = add(started.apply(sink));
          sink.onDispose(
              () -> {
                end.dispose();
                added.dispose();
              });
        },
        FluxSink.OverflowStrategy.BUFFER);
  }

  @Override
  public Disposable lead(LeaderWorker worker) {
    return lead(worker, OnFailure.stepDown(runtime.timing().lease()));
  }

  @Override
  public Disposable lead(LeaderWorker worker, OnFailure onFailure) {
    return add(new WorkerWork(worker, onFailure, runtime.workers()));
  }

  private Disposable add(Work work) {
    runtime.loop().execute(() -> state.works().add(work));
    return () -> runtime.loop().execute(() -> state.works().remove(work));
  }

  @Override
  public Disposable follow(FollowerWorker worker) {
    Followers followers = new Followers(name, worker, runtime.workers());
    return events().doFinally(end -> followers.end()).subscribe(followers::on, failure -> {});
  }

  @Override
  public void campaign(BlockingWork work) throws Exception {
    Blocking.allowed("campaign()", "whileLeading()");
    Campaign campaign = new Campaign();
    Disposable end = atEnd(campaign::left, campaign::failed);
    Disposable added = add(campaign);
    try {
      campaign.run(work);
    } finally {
      added.dispose();
      end.dispose();
    }
  }

  // == Moving and leaving ==

  @Override
  public Mono<Void> stepDown(Duration coolDown) {
    return stepDown(Bounds.coolDown(coolDown), null);
  }

  @Override
  public Mono<Void> transferTo(String candidate) {
    return stepDown(runtime.timing().lease(), Names.require("candidate name", candidate));
  }

  private Mono<Void> stepDown(Duration coolDown, @Nullable String successor) {
    return runtime
        .desk()
        .ask(
            (MonoSink<Void> sink) -> {
              runtime.loop().step(new Input.StepDown(name, coolDown, successor));
              state.whenRevoked(sink::success);
            });
  }

  @Override
  public Mono<Void> leave() {
    return Mono.defer(
        () -> {
          leaving = true;
          runtime.joins().leave(this);
          return whenLeft().publishOn(runtime.callbacks());
        });
  }

  @Override
  public void close() {
    Blocking.await(leave());
  }
}
