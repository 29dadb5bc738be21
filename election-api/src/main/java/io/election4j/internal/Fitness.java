package io.election4j.internal;

import io.election4j.internal.engine.Input;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** Opens and closes one election's gate as its candidate says whether it is fit. */
final class Fitness {

  private final JoinedElection election;
  private final ElectionLog log;

  Fitness(JoinedElection election, ElectionLog log) {
    this.election = election;
    this.log = log;
  }

  /** Returns what ends the watching. Nothing is subscribed to on the calling thread. */
  Disposable watch(Publisher<Boolean> fitness, Desk desk) {
    return Flux.defer(() -> fitness)
        .subscribeOn(desk.threads().callbacks())
        .distinctUntilChanged()
        .subscribe(this::admit, this::unknown);
  }

  private void admit(boolean fit) {
    log.say(LogLine.FIT, election.name(), fit);
    election.admit(Input.Gate.FITNESS, fit);
  }

  private void unknown(Throwable failure) {
    log.say(LogLine.FITNESS_UNKNOWN, election.name(), failure);
    election.admit(Input.Gate.FITNESS, false);
  }
}
