package io.election4j;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import java.util.List;
import reactor.core.publisher.Mono;

/** Writes requests into the records of elections. */
final class Asking {

  /** Each try but the first follows a write of somebody else in between; those are rare. */
  private static final int TRIES = 10;

  private Asking() {}

  /** Returns a Mono of whether somebody leads, and so has been asked. */
  static Mono<Boolean> ask(LeaseStore store, String election, Request request) {
    Names.require("election", election);
    return ask(store, election, request, TRIES);
  }

  /**
   * As {@link #ask(LeaseStore, String, Request)}; not after the end of these elections, and not for
   * longer than twice the operation timeout.
   */
  static Mono<Boolean> ask(ElectionRuntime runtime, String election, Request request) {
    Threads threads = runtime.threads();
    Mono<Boolean> asked =
        ask(runtime.store(), election, request)
            .subscribeOn(threads.store())
            .timeout(
                runtime.timing().operationTimeout().multipliedBy(2),
                late(election),
                threads.engine());
    Mono<Boolean> over = runtime.whenOver().then(Mono.error(() -> closed(election)));
    return runtime.desk().told(Mono.firstWithSignal(over, asked));
  }

  private static Mono<Boolean> late(String election) {
    return Mono.error(
        () ->
            StoreException.unavailable(
                "the store did not answer in time to a request of election '" + election + "'",
                null));
  }

  private static IllegalStateException closed(String election) {
    return new IllegalStateException(
        "these elections are closed: a request of election '"
            + election
            + "' is not known to be made");
  }

  private static Mono<Boolean> ask(LeaseStore store, String election, Request request, int tries) {
    return Mono.defer(() -> store.observe(null, List.of(), List.of(election)))
        .flatMapIterable(seen -> seen.records())
        .filter(record -> record.election().equals(election) && !record.vacant())
        .takeLast(1)
        .next()
        .flatMap(record -> write(store, record, request, tries))
        .defaultIfEmpty(false);
  }

  private static Mono<Boolean> write(
      LeaseStore store, ElectionRecord record, Request request, int tries) {
    if (request.equals(record.request())) {
      return Mono.just(true);
    }
    if (tries == 0) {
      return Mono.error(
          StoreException.unavailable(
              "the record of election '" + record.election() + "' keeps changing", null));
    }
    return store
        .amend(List.of(new Amendment.Ask(record, request)))
        .hasElements()
        .flatMap(
            asked -> asked ? Mono.just(true) : ask(store, record.election(), request, tries - 1));
  }
}
