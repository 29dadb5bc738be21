package io.election4j.internal;

import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.ElectionStatus;
import io.election4j.FollowerWorker;
import io.election4j.Leader;
import io.election4j.LeaderWorker;
import io.election4j.Leadership;
import io.election4j.OnFailure;
import io.election4j.internal.engine.Input;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One election as the user sees it. */
final class JoinedElection implements Election {

  private final String name;
  private final RunningElections elections;
  private final ElectionView state;
  private final Gates gates;
  private volatile @Nullable Terms terms;
  private volatile @Nullable Disposable fitness;
  private Sinks.@Nullable One<Boolean> left;
  private volatile boolean running = true;
  private volatile boolean leaving;

  JoinedElection(String name, RunningElections elections) {
    this.name = name;
    this.elections = elections;
    this.state = new ElectionView(name, elections);
    this.gates = new Gates(this, elections);
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
        terms != null ? ElectionStatus.Role.FOLLOWER : ElectionStatus.Role.OBSERVER;
    return new ElectionStatus(
        name,
        mine.isPresent() ? ElectionStatus.Role.LEADER : idle,
        mine.map(Leadership::term).or(() -> leader.map(Leader::term)).orElse(state.term()),
        state.since(),
        mine.map(Leadership::remaining).orElse(Duration.ZERO),
        leader.map(Leader::ready).orElse(false),
        leader,
        Optional.ofNullable(state.lastLoss()),
        gates.closed(),
        elections.candidate(),
        elections.trust().leaseId(),
        running);
  }

  ElectionView state() {
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
  synchronized boolean stand(Terms wanted, boolean again) {
    Terms known = terms;
    if (known == null) {
      terms = wanted;
    } else if (!known.equals(wanted) && !again) {
      throw new IllegalStateException(
          "election '" + name + "' is already joined with " + known + ", not with " + wanted);
    }
    return known == null;
  }

  /** Joins it, on the engine's thread; {@code null} to watch, or go on as before. */
  void begin(@Nullable Terms wanted) {
    // It takes part before it stands, so that it can be kept from standing.
    elections.loop().submit(new Input.Join(name, false));
    if (wanted == null) {
      return;
    }
    if (wanted.group() != null) {
      admit(Input.Gate.SHARE, false);
    }
    wanted
        .candidacy()
        .fitness()
        .ifPresent(
            publisher -> {
              admit(Input.Gate.FITNESS, false);
              watch(new Fitness(this, elections.loop().log()).watch(publisher, elections.desk()));
            });
    elections.loop().submit(new Input.Join(name, true, wanted.candidacy().confirms()));
  }

  private void watch(Disposable watching) {
    fitness = watching;
    if (!running) {
      watching.dispose();
    }
  }

  /** Lets it stand, or not, whatever else speaks against it; on any thread. */
  void admit(Input.Gate gate, boolean open) {
    gates.admit(gate, open);
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

  boolean running() {
    return running;
  }

  boolean stands() {
    return terms != null;
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
    return left()
        .asMono()
        .publishOn(elections.threads().callbacks())
        .subscribe(end -> {}, failed, left);
  }

  // == Work ==

  @Override
  public <T> Flux<T> whileLeading(
      Function<Leadership, ? extends Publisher<T>> work, OnFailure onFailure) {
    return working(
        sink -> new PublisherWork<>(work, new Results<>(sink, onFailure), elections.threads()));
  }

  @Override
  public <T> Flux<T> callWhileLeading(BlockingCall<T> work, OnFailure onFailure) {
    return working(
        sink -> new CallWork<>(work, new Results<>(sink, onFailure), elections.workers()));
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
    return lead(worker, OnFailure.stepDown(elections.timing().lease()));
  }

  @Override
  public Disposable lead(LeaderWorker worker, OnFailure onFailure) {
    WorkerWork.Means means = new WorkerWork.Means(elections.workers(), elections.repetitions());
    return add(new WorkerWork(worker, onFailure, means));
  }

  private Disposable add(Work work) {
    elections.loop().execute(() -> state.works().add(work));
    return () -> elections.loop().execute(() -> state.works().remove(work));
  }

  @Override
  public Disposable follow(FollowerWorker worker) {
    Followers followers = new Followers(name, worker, elections);
    return events().doFinally(end -> followers.end()).subscribe(followers::on, failure -> {});
  }

  @Override
  public void campaign(BlockingWork work, OnFailure onFailure) throws Exception {
    Blocking.allowed("campaign()", "whileLeading()");
    Campaign campaign = new Campaign(work, onFailure, elections.inside());
    // Told at once, since the caller may block the only thread that callbacks have.
    Disposable end = left().asMono().subscribe(gone -> {}, campaign::failed, campaign::left);
    Disposable added = add(campaign);
    try {
      campaign.run();
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
    return stepDown(elections.timing().lease(), Names.require("candidate name", candidate));
  }

  private Mono<Void> stepDown(Duration coolDown, @Nullable String successor) {
    Mono<Void> down =
        elections
            .desk()
            .ask(
                sink -> {
                  elections.loop().step(new Input.StepDown(name, coolDown, successor));
                  state.whenRevoked(sink::success);
                });
    return elections.inside().unlessForCaller(name, down);
  }

  @Override
  public Mono<Void> leave() {
    return elections.inside().unlessForCaller(name, elections.desk().told(leaving()));
  }

  private Mono<Void> leaving() {
    return Mono.defer(
        () -> {
          leaving = true;
          elections.registry().leave(this);
          return whenLeft();
        });
  }

  @Override
  public void close() {
    elections.await(name, leaving(), elections.stopTimeout().plus(elections.timing().lease()));
  }
}
