package io.election4j;

import io.election4j.engine.Input;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** Opens and closes one election's gate as its candidate says whether it is fit. */
final class Fitness {

  private static final Logger LOG = LoggerFactory.getLogger(Elections.class);

  private final JoinedElection election;

  Fitness(JoinedElection election) {
    this.election = election;
  }

  /** Returns what ends the watching. Nothing is subscribed to on the calling thread. */
  Disposable watch(Publisher<Boolean> fitness, Desk desk) {
    return Flux.defer(() -> fitness)
        .subscribeOn(desk.threads().callbacks())
        .distinctUntilChanged()
        .subscribe(this::admit, this::unknown);
  }

  private void admit(boolean fit) {
    LOG.debug("Fit for election '{}': {}", election.name(), fit);
    election.admit(Input.Gate.FITNESS, fit);
  }

  private void unknown(Throwable failure) {
    LOG.warn("Whether it is fit for election '{}' is not known any more", election.name(), failure);
    election.admit(Input.Gate.FITNESS, false);
  }
}
