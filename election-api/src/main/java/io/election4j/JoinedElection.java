package io.election4j;

import io.election4j.ElectionEvent.AtRisk;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.LeaderChanged;
import io.election4j.ElectionEvent.Recovered;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.ElectionEvent.Vacant;
import io.election4j.engine.Input;
import io.election4j.engine.Signal;
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

/**
 * One election as the user sees it. Written to on the engine's thread, by {@link #on}; read by all.
 */
final class JoinedElection implements Election {

  private final String name;
  private final ElectionRuntime runtime;
  private final Listeners<ElectionEvent> listeners;
  private final Works works;
  private final Sinks.One<Boolean> left = Sinks.one();
  private volatile boolean running = true;
  private volatile boolean leaving;
  private volatile @Nullable Leader leader;
  private volatile @Nullable TimedLeadership leadership;
  private @Nullable ElectionEvent lastChange;

  JoinedElection(String name, ElectionRuntime runtime) {
    this.name = name;
    this.runtime = runtime;
    this.listeners = new Listeners<>(runtime::onEngineThread, runtime.callbacks());
    this.works =
        new Works(
            runtime::onEngineThread, term -> runtime.submit(new Input.WorkStopped(name, term)));
  }

  // == State ==

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Leader> leader() {
    return Optional.ofNullable(leader);
  }

  @Override
  public Optional<Leadership> leadership() {
    TimedLeadership current = leadership;
    return current != null && current.isValid() ? Optional.of(current) : Optional.empty();
  }

  @Override
  public ElectionStatus status() {
    return new ElectionStatus(
        name, runtime.candidate(), runtime.leaseId(), leadership().isPresent(), leader(), running);
  }

  @Override
  public Flux<ElectionEvent> events() {
    return listeners.flux(this::replay);
  }

  private void replay(Consumer<ElectionEvent> listener) {
    if (lastChange != null) {
      listener.accept(lastChange);
    }
    TimedLeadership current = leadership;
    if (current != null) {
      listener.accept(new Elected(name, current));
    }
  }

  // == What the engine says ==

  void on(Signal signal) {
    if (signal instanceof Signal.Elected elected) {
      elected(elected);
    } else if (signal instanceof Signal.Stopping) {
      works.stop();
    } else if (signal instanceof Signal.Ceased) {
      endLeadership();
    } else if (signal instanceof Signal.Revoked revoked) {
      endLeadership();
      leadership = null;
      works.stop();
      tell(new Revoked(name, revoked.term(), revoked.reason()));
    } else if (signal instanceof Signal.Changed changed) {
      changed(changed);
    } else if (signal instanceof Signal.AtRisk atRisk) {
      TimedLeadership current = leadership;
      if (current != null) {
        tell(new AtRisk(name, atRisk.term(), current.remaining()));
      }
    } else if (signal instanceof Signal.Recovered recovered) {
      tell(new Recovered(name, recovered.term()));
    }
  }

  private void elected(Signal.Elected elected) {
    TimedLeadership won = runtime.leadership(name, elected.term(), elected.lease());
    leadership = won;
    tell(new Elected(name, won));
    works.start(won);
  }

  private void endLeadership() {
    TimedLeadership current = leadership;
    if (current != null) {
      current.end();
    }
  }

  private void changed(Signal.Changed changed) {
    var record = changed.record();
    var holder = record.holder();
    var candidate = record.leader();
    if (holder == null || candidate == null) {
      leader = null;
      lastChange = new Vacant(name, record.term());
    } else {
      Leader now = new Leader(candidate, record.term(), runtime.isOurs(holder));
      leader = now;
      lastChange = new LeaderChanged(name, now);
    }
    tell(lastChange);
  }

  private void tell(ElectionEvent event) {
    runtime.told(event);
    listeners.emit(event);
  }

  /** This process takes no part any more. */
  void onLeft() {
    running = false;
    leader = null;
    listeners.complete();
    left.tryEmitValue(true);
  }

  void onFailed(Throwable cause) {
    running = false;
    listeners.fail(cause);
    left.tryEmitValue(true);
  }

  /** Returns whether it can still be handed to somebody who joins. */
  boolean open() {
    return running && !leaving;
  }

  /** Returns a Mono that completes when this process takes no part any more. */
  Mono<Void> whenLeft() {
    return left.asMono().then();
  }

  // == Work ==

  @Override
  public <T> Flux<T> whileLeading(Function<Leadership, ? extends Publisher<T>> work) {
    return Flux.<T>create(
        sink -> {
          Work publisher = new PublisherWork<>(work, sink, runtime.callbacks());
          Disposable end = completeWhenLeft(sink);
          runtime.onEngineThread(() -> works.add(publisher));
          sink.onDispose(
              () -> {
                end.dispose();
                runtime.onEngineThread(() -> works.remove(publisher));
              });
        },
        FluxSink.OverflowStrategy.BUFFER);
  }

  private Disposable completeWhenLeft(FluxSink<?> sink) {
    return events().ignoreElements().subscribe(event -> {}, sink::error, sink::complete);
  }

  @Override
  public Disposable lead(LeaderWorker worker) {
    Work work = new WorkerWork(worker, runtime.workers());
    runtime.onEngineThread(() -> works.add(work));
    return () -> runtime.onEngineThread(() -> works.remove(work));
  }

  @Override
  public Disposable follow(FollowerWorker worker) {
    Followers followers = new Followers(name, worker);
    return events()
        .publishOn(runtime.workerScheduler())
        .doOnNext(followers::on)
        .doFinally(end -> runtime.workers().execute(followers::end))
        .subscribe(event -> {}, failure -> {});
  }

  @Override
  public void campaign(BlockingWork work) throws Exception {
    Campaign campaign = new Campaign();
    Disposable end = events().ignoreElements().subscribe(e -> {}, campaign::failed, campaign::left);
    runtime.onEngineThread(() -> works.add(campaign));
    try {
      campaign.run(work);
    } finally {
      runtime.onEngineThread(() -> works.remove(campaign));
      end.dispose();
    }
  }

  // == End ==

  @Override
  public Mono<Void> leave() {
    return Mono.defer(
        () -> {
          leaving = true;
          runtime.leave(this);
          return whenLeft();
        });
  }

  @Override
  public void close() {
    Blocking.await(leave());
  }
}
