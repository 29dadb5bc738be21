package io.election4j;

import io.election4j.engine.Input;
import io.election4j.engine.Signal;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What runs behind {@link Elections}: the loop, and who is told of its signals. */
final class ElectionRuntime {

  private final LeaseStore store;
  private final Candidate candidate;
  private final Clocks clocks;
  private final Threads threads;
  private final EngineLoop loop;
  private final ElectionLog log;
  private final Map<String, JoinedElection> elections = new ConcurrentHashMap<>();

  /** Whom signals of an election go to; used on the engine's thread only. */
  private final Map<String, JoinedElection> routes = new HashMap<>();

  private final Listeners<ElectionEvent> listeners;
  private final Listeners<Long> deadlines;
  private final Sinks.One<Boolean> prepared = Sinks.one();
  private final Sinks.One<Boolean> closed = Sinks.one();
  private volatile @Nullable Trust trust;
  private volatile boolean closing;
  private @Nullable Throwable failure;

  ElectionRuntime(LeaseStore store, Timing timing, Candidate candidate, Threads threads) {
    this.store = store;
    this.candidate = candidate;
    this.clocks = new Clocks(threads.engine());
    this.threads = threads;
    this.log = new ElectionLog(clocks);
    this.listeners = new Listeners<>(this::onEngineThread, threads.callbacks());
    this.deadlines = new Listeners<>(this::onEngineThread, threads.callbacks());
    this.loop = new EngineLoop(store, timing, candidate, threads, this::on);
  }

  void start() {
    submit(new Input.Tick());
  }

  // == What elections need ==

  void submit(Input input) {
    loop.submit(input);
  }

  void onEngineThread(Runnable task) {
    loop.execute(task);
  }

  Scheduler callbacks() {
    return threads.callbacks();
  }

  Executor workers() {
    return threads.workers();
  }

  Scheduler workerScheduler() {
    return Schedulers.fromExecutor(threads.workers());
  }

  Candidate candidate() {
    return candidate;
  }

  Optional<String> leaseId() {
    Trust current = trust;
    return current == null ? Optional.empty() : Optional.of(current.lease().toString());
  }

  boolean isOurs(LeaseId holder) {
    Trust current = trust;
    return current != null && current.isOf(holder);
  }

  TimedLeadership leadership(String election, long term, LeaseId lease) {
    Trust current = trust;
    boolean trusted = current != null && current.isOf(lease);
    return new TimedLeadership(
        election,
        term,
        trusted && current != null ? current : new Trust(lease, Trust.NEVER),
        clocks,
        () -> submit(new Input.Lapsed(election, term)));
  }

  void told(ElectionEvent event) {
    log.event(event);
    listeners.emit(event);
  }

  // == What users ask for ==

  Election join(String name, boolean asCandidate) {
    Names.require("election", name);
    if (closing) {
      throw new IllegalStateException("election '" + name + "': these elections are closed");
    }
    JoinedElection joined =
        elections.compute(
            name, (n, old) -> old != null && old.open() ? old : new JoinedElection(n, this));
    onEngineThread(() -> begin(joined, asCandidate));
    return joined;
  }

  private void begin(JoinedElection joined, boolean asCandidate) {
    JoinedElection prior = routes.putIfAbsent(joined.name(), joined);
    if (failure != null) {
      joined.onFailed(failure);
    } else if (prior == null || prior == joined) {
      submit(new Input.Join(joined.name(), asCandidate));
    } else {
      prior
          .whenLeft()
          .subscribe(n -> {}, e -> {}, () -> onEngineThread(() -> begin(joined, asCandidate)));
    }
  }

  void leave(JoinedElection election) {
    onEngineThread(
        () -> {
          if (routes.get(election.name()) == election) {
            submit(new Input.Leave(election.name()));
          } else {
            election.onLeft();
          }
        });
  }

  Flux<ElectionEvent> events() {
    return listeners.flux(listener -> {});
  }

  Flux<Long> trustedUntil() {
    return deadlines.flux(listener -> {});
  }

  Mono<Void> prepared() {
    return prepared.asMono().then();
  }

  Mono<Void> close() {
    return Mono.defer(
        () -> {
          closing = true;
          submit(new Input.Close());
          return closed.asMono().then();
        });
  }

  // == What the engine says ==

  private void on(Signal signal) {
    String election = election(signal);
    JoinedElection joined = election == null ? null : routes.get(election);
    if (signal instanceof Signal.Left) {
      left(joined);
    } else if (joined != null) {
      joined.on(signal);
    } else if (signal instanceof Signal.Trusted trusted) {
      trusted(trusted);
    } else if (signal instanceof Signal.Prepared) {
      prepared.tryEmitValue(true);
    } else if (signal instanceof Signal.Closed) {
      closed();
    } else {
      log.store(signal);
      if (signal instanceof Signal.Failed failed) {
        failed(failed.cause());
      }
    }
  }

  private void trusted(Signal.Trusted trusted) {
    Trust current = trust;
    if (current != null && current.isOf(trusted.lease())) {
      current.extend(trusted.until());
    } else {
      trust = new Trust(trusted.lease(), trusted.until());
    }
    deadlines.emit(trusted.until().nanos());
  }

  private void left(@Nullable JoinedElection joined) {
    if (joined != null) {
      routes.remove(joined.name());
      elections.remove(joined.name(), joined);
      joined.onLeft();
    }
  }

  private void failed(Throwable cause) {
    failure = cause;
    prepared.tryEmitError(cause);
    List.copyOf(routes.values()).forEach(joined -> joined.onFailed(cause));
    listeners.fail(cause);
  }

  private void closed() {
    List.copyOf(routes.values()).forEach(this::left);
    listeners.complete();
    deadlines.complete();
    threads
        .callbacks()
        .schedule(
            () -> {
              store.close();
              threads.dispose();
              closed.tryEmitValue(true);
            });
  }

  private static @Nullable String election(Signal signal) {
    return signal instanceof Signal.OfElection of ? of.election() : null;
  }
}
