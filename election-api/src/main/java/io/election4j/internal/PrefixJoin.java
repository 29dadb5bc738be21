package io.election4j.internal;

import io.election4j.Election;
import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.ElectionRecord;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/** Joins elections as they appear in a store. */
final class PrefixJoin {

  private final ElectionDirectory directory;
  private final RunningElections elections;
  private final Duration pause;
  private final Repetitions repetitions;

  PrefixJoin(ElectionDirectory directory, RunningElections elections) {
    this.directory = directory;
    this.elections = elections;
    this.pause = elections.timing().lease();
    this.repetitions = elections.repetitions();
  }

  /** Returns each election once, when it is joined; completes when all elections are closed. */
  Flux<Election> join(String prefix, Function<String, Election> join) {
    return Flux.<Election>create(
            sink -> {
              Set<String> known = new HashSet<>();
              // Not takeUntilOther: its end may come before its beginning, and is lost then.
              Disposable end =
                  elections.whenOver().subscribe(nothing -> {}, never -> {}, sink::complete);
              Disposable listing =
                  names(prefix)
                      .filter(known::add)
                      .map(join)
                      .subscribe(sink::next, refused -> refused(sink, refused), sink::complete);
              sink.onDispose(Disposables.composite(end, listing));
            },
            FluxSink.OverflowStrategy.BUFFER)
        .publishOn(elections.threads().callbacks());
  }

  private void refused(FluxSink<Election> sink, Throwable refused) {
    if (elections.registry().areClosing()) {
      sink.complete();
    } else {
      sink.error(refused);
    }
  }

  /** Lists again and again; a listing that fails is followed by the next like any other. */
  private Flux<String> names(String prefix) {
    return Flux.defer(() -> directory.list(prefix))
        .subscribeOn(elections.threads().store())
        .map(ElectionRecord::election)
        .onErrorResume(
            failure -> {
              String why = Outages.words(failure);
              repetitions.say(LogLine.NOT_LISTED, Repetitions.kind(why), prefix, why);
              return Flux.empty();
            })
        .repeatWhen(
            rounds -> rounds.concatMap(n -> Mono.delay(pause, elections.threads().engine())));
  }
}
