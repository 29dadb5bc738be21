package io.election4j.internal;

import io.election4j.Candidacy;
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
import java.util.Set;
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
  private final Shell shell;
  private final Home home;
  private final ElectionView view;
  private volatile @Nullable Terms terms;
  private volatile @Nullable Disposable fitness;
  private Sinks.@Nullable One<Boolean> left;
  private volatile boolean leaving;

  /** Why it is being left; used on the engine's thread only. */
  private @Nullable Throwable refusal;

  /** Where it is registered. */
  interface Home {

    /** Tells whoever listens to all elections. */
    void told(ElectionEvent event);

    void leave(JoinedElection election);

    /** Returns what keeps this process, a candidate or not, from standing in any election. */
    Set<ElectionStatus.Gate> processGates(boolean candidate);
  }

  /**
   * On what terms this process stands.
   *
   * @param shared whether a group gives it its share of the elections
   */
  record Terms(Candidacy candidacy, boolean shared) {

    @Override
    public String toString() {
      return candidacy.toString();
    }
  }

  JoinedElection(String name, Shell shell, Home home) {
    this.name = name;
    this.shell = shell;
    this.home = home;
    this.view = new ElectionView(name, shell, home::told);
  }

  // == State ==

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Leader> leader() {
    return view.leader();
  }

  @Override
  public Optional<Leadership> leadership() {
    return view.leadership();
  }

  @Override
  public ElectionStatus status() {
    return view.status(terms != null, home.processGates(terms != null));
  }

  ElectionView view() {
    return view;
  }

  @Override
  public Flux<ElectionEvent> events() {
    return view.events();
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
    } else if (wanted.shared() || !known.equals(wanted) && !again) {
      throw new IllegalStateException(
          "election '" + name + "' is already joined with " + known + ", not with " + wanted);
    }
    return known == null;
  }

  /** Joins it, on the engine's thread; {@code null} to watch, or go on as before. */
  void begin(@Nullable Terms wanted) {
    // It takes part before it stands, so that it can be kept from standing.
    loop().submit(new Input.Join(name, false));
    if (wanted != null) {
      if (wanted.shared()) {
        admit(Input.Gate.SHARE, false);
      }
      wanted.candidacy().fitness().ifPresent(this::watch);
      loop().submit(new Input.Join(name, true, wanted.candidacy().confirms()));
    }
  }

  /** Stands only while it is said to be fit. Nothing is subscribed to on the calling thread. */
  private void watch(Publisher<Boolean> fit) {
    admit(Input.Gate.FITNESS, false);
    Disposable watching =
        Flux.defer(() -> fit)
            .subscribeOn(shell.threads().callbacks())
            .distinctUntilChanged()
            .subscribe(this::fit, this::fitnessUnknown);
    fitness = watching;
    if (!running()) {
      watching.dispose();
    }
  }

  private void fit(boolean fit) {
    loop().log().say(LogLine.FIT, name, fit);
    admit(Input.Gate.FITNESS, fit);
  }

  private void fitnessUnknown(Throwable failure) {
    loop().log().say(LogLine.FITNESS_UNKNOWN, name, failure);
    admit(Input.Gate.FITNESS, false);
  }

  /** Lets it stand, or not, whatever else speaks against it; on any thread. */
  void admit(Input.Gate gate, boolean open) {
    loop().execute(() -> view.admit(gate, open));
  }

  /** This is going to be left, because the store can never keep what it needs. */
  void refused(Throwable cause) {
    refusal = cause;
  }

  /** This process takes no part any more. */
  void onLeft() {
    Throwable why = refusal;
    if (why != null) {
      onFailed(why);
      return;
    }
    view.left();
    ended();
    left().tryEmitValue(true);
  }

  void onFailed(Throwable cause) {
    view.failed(cause);
    ended();
    left().tryEmitError(cause);
  }

  private void ended() {
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
    return view.running();
  }

  private EngineLoop loop() {
    return shell.loop();
  }

  /** Returns whether it can still be handed to somebody who joins. */
  boolean open() {
    return running() && !leaving;
  }

  /** Returns a Mono that completes when this process takes no part any more, and never fails. */
  Mono<Void> whenLeft() {
    return left().asMono().onErrorComplete().then();
  }

  /** Tells the end on the callback scheduler; a listener to all events would keep more memory. */
  private Disposable atEnd(Runnable left, Consumer<Throwable> failed) {
    return left()
        .asMono()
        .publishOn(shell.threads().callbacks())
        .subscribe(end -> {}, failed, left);
  }

  // == Work ==

  @Override
  public <T> Flux<T> whileLeading(
      Function<Leadership, ? extends Publisher<T>> work, OnFailure onFailure) {
    return working(
        sink -> new PublisherWork<>(work, new Work.Emitted<>(sink, onFailure), shell.threads()));
  }

  @Override
  public <T> Flux<T> callWhileLeading(BlockingCall<T> work, OnFailure onFailure) {
    return working(sink -> new CallWork<>(work, new Work.Emitted<>(sink, onFailure), workers()));
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
    return lead(worker, OnFailure.stepDown(lease()));
  }

  @Override
  public Disposable lead(LeaderWorker worker, OnFailure onFailure) {
    return add(new WorkerWork(worker, onFailure, workers()));
  }

  private Disposable add(Work work) {
    loop().execute(() -> view.works().add(work));
    return () -> loop().execute(() -> view.works().remove(work));
  }

  private Threads.Workers workers() {
    return shell.threads().workers();
  }

  @Override
  public Disposable follow(FollowerWorker worker) {
    Followers followers = new Followers(worker, name, shell);
    return events().doFinally(end -> followers.end()).subscribe(followers::on, failure -> {});
  }

  @Override
  public void campaign(BlockingWork work, OnFailure onFailure) throws Exception {
    Inside.requireBlocking("campaign()", "whileLeading()");
    Campaign campaign = new Campaign(onFailure, shell.threads().inside());
    BlockingCall<Void> call =
        leadership -> {
          work.run(leadership);
          return null;
        };
    // Told at once, since the caller may block the only thread that callbacks have.
    Disposable end = left().asMono().subscribe(gone -> {}, campaign::unusable, campaign::left);
    Disposable added = add(new CallWork<>(call, campaign, campaign));
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
    return stepDown(lease(), Bounds.name("candidate name", candidate));
  }

  private Mono<Void> stepDown(Duration coolDown, @Nullable String successor) {
    return unlessForCaller(
        loop()
            .ask(
                sink -> {
                  loop().step(new Input.StepDown(name, coolDown, successor));
                  view.whenRevoked(sink::success);
                }));
  }

  private Duration lease() {
    return shell.settings().timing().lease();
  }

  @Override
  public Mono<Void> leave() {
    return unlessForCaller(shell.threads().told(leaving()));
  }

  boolean waitsForCaller() {
    return shell.threads().inside().waitsForCaller(name);
  }

  /** Returns a Mono that completes at once for whoever would block on it in this work. */
  Mono<Void> unlessForCaller(Mono<Void> done) {
    return shell.threads().inside().unlessForCaller(name, done);
  }

  private Mono<Void> leaving() {
    return Mono.defer(
        () -> {
          leaving = true;
          home.leave(this);
          return whenLeft();
        });
  }

  @Override
  public void close() {
    Duration patience = shell.settings().stopTimeout().plus(lease());
    shell.threads().inside().await(name, leaving(), patience);
  }
}
