package io.election4j.internal;

import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.ElectionEvent.WorkOverdue;
import io.election4j.ElectionStatus;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.internal.engine.Input;
import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.ElectionRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The elections that this process takes part in: who joined, whom events go to, and from whom. */
final class ElectionRegistry implements JoinedElection.Home {

  private final Shell shell;
  private final EngineLoop loop;
  private final Function<Boolean, Set<ElectionStatus.Gate>> processGates;
  private final Listeners<ElectionEvent> listeners;
  private final Map<String, JoinedElection> elections = new ConcurrentHashMap<>();

  /** Whom events of an election go to; used on the engine's thread only. */
  private final Map<String, JoinedElection> routes = new HashMap<>();

  private final Sinks.One<Boolean> ended = Sinks.one();
  private volatile boolean closing;
  private @Nullable Throwable failure;
  private boolean over;

  /**
   * Creates an empty one.
   *
   * @param processGates what keeps this process, a candidate or not, from standing anywhere
   */
  ElectionRegistry(Shell shell, Function<Boolean, Set<ElectionStatus.Gate>> processGates) {
    this.shell = shell;
    this.loop = shell.loop();
    this.processGates = processGates;
    this.listeners = loop.listeners();
  }

  /** Returns all, in the order of their names. */
  List<JoinedElection> all() {
    return elections.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Returns what happens in all of them. */
  Flux<ElectionEvent> events() {
    return listeners.flux(listener -> {});
  }

  // == What users ask for ==

  /**
   * Joins an election.
   *
   * @param terms {@code null} to watch only
   * @param again whether a candidate may ask again without saying on what terms it stands
   */
  JoinedElection join(String name, JoinedElection.@Nullable Terms terms, boolean again) {
    Bounds.name("election", name);
    if (closing) {
      throw new IllegalStateException("election '" + name + "': these elections are closed");
    }
    JoinedElection joined =
        elections.compute(
            name, (n, old) -> old != null && old.open() ? old : new JoinedElection(n, shell, this));
    boolean stands = terms != null && joined.stand(terms, again);
    loop.execute(() -> begin(joined, stands ? terms : null));
    return joined;
  }

  private void begin(JoinedElection joined, JoinedElection.@Nullable Terms terms) {
    if (over || !joined.running()) {
      elections.remove(joined.name(), joined);
      joined.onLeft();
      return;
    }
    JoinedElection prior = routes.putIfAbsent(joined.name(), joined);
    if (failure != null) {
      joined.onFailed(failure);
    } else if (prior == null || prior == joined) {
      joined.begin(terms);
    } else {
      Runnable then = () -> loop.execute(() -> begin(joined, terms));
      prior.whenLeft().subscribe(nothing -> {}, never -> {}, then);
    }
  }

  /**
   * Joins elections as they appear in a store.
   *
   * @return each once, when it is joined; completes when all elections are closed
   */
  Flux<Election> joinMatching(
      ElectionDirectory directory, String prefix, Function<String, Election> join) {
    return Flux.<Election>create(
            sink -> {
              Set<String> known = new HashSet<>();
              // Not takeUntilOther: its end may come before its beginning, and is lost then.
              Disposable end = whenOver().subscribe(nothing -> {}, never -> {}, sink::complete);
              Disposable listing =
                  names(directory, prefix)
                      .filter(known::add)
                      .map(join)
                      .subscribe(sink::next, refused -> refused(sink, refused), sink::complete);
              sink.onDispose(Disposables.composite(end, listing));
            },
            FluxSink.OverflowStrategy.BUFFER)
        .publishOn(shell.threads().callbacks());
  }

  private void refused(FluxSink<Election> sink, Throwable refused) {
    if (closing) {
      sink.complete();
    } else {
      sink.error(refused);
    }
  }

  /** Lists again and again; a listing that fails is followed by the next like any other. */
  private Flux<String> names(ElectionDirectory directory, String prefix) {
    Repetitions repetitions = loop.repetitions();
    return Flux.defer(() -> directory.list(prefix))
        .subscribeOn(shell.threads().store())
        .map(ElectionRecord::election)
        .onErrorResume(
            failed -> {
              String why = Outages.words(failed);
              repetitions.say(LogLine.NOT_LISTED, Repetitions.kind(why), prefix, why);
              return Flux.empty();
            })
        .repeatWhen(
            rounds ->
                rounds.concatMap(
                    n -> Mono.delay(shell.settings().timing().lease(), shell.threads().engine())));
  }

  @Override
  public void leave(JoinedElection election) {
    loop.execute(
        () -> {
          if (routes.get(election.name()) == election) {
            loop.submit(new Input.Leave(election.name()));
          } else {
            election.onLeft();
          }
        });
  }

  /** Nothing more can be joined. */
  void closing() {
    closing = true;
  }

  /** Returns a Mono that completes when nothing happens any more, before the store is closed. */
  Mono<Void> whenOver() {
    return ended.asMono().then();
  }

  // == What the engine says ==

  void on(EngineEvent.OfElection event) {
    if (event instanceof EngineEvent.Left) {
      left(event.election());
    } else {
      JoinedElection joined = routes.get(event.election());
      if (joined != null && event instanceof EngineEvent.Refused refused) {
        loop.log().say(LogLine.NOT_KEPT, joined.name(), Outages.words(refused.cause()));
        joined.refused(refused.cause());
      } else if (joined != null) {
        joined.view().on(event);
      }
    }
  }

  private void left(String election) {
    JoinedElection joined = routes.remove(election);
    if (joined != null) {
      elections.remove(election, joined);
      joined.onLeft();
    }
  }

  /** The engine does nothing more. */
  void closed() {
    closing = true;
    over = true;
    routes.values().forEach(joined -> joined.view().abandoned());
    List.copyOf(routes.keySet()).forEach(this::left);
    listeners.complete();
    ended.tryEmitValue(true);
  }

  void failed(Throwable cause) {
    failure = cause;
    List.copyOf(routes.values()).forEach(joined -> joined.onFailed(cause));
    listeners.fail(cause);
  }

  // == What elections say ==

  @Override
  public void told(ElectionEvent event) {
    loop.log().event(event);
    listeners.emit(event);
    if (event instanceof WorkOverdue overdue && !overdue.held()) {
      Runnable lastResort = () -> lastResort(overdue);
      shell.threads().own().named("last-resort").newThread(lastResort).start();
    }
  }

  /** It may take for ever, or halt. */
  private void lastResort(WorkOverdue overdue) {
    try {
      shell.settings().lastResort().accept(overdue);
    } catch (Throwable thrown) {
      loop.log().say(LogLine.LAST_RESORT_FAILED, overdue, thrown);
    }
  }

  @Override
  public Set<ElectionStatus.Gate> processGates(boolean candidate) {
    return processGates.apply(candidate);
  }
}
