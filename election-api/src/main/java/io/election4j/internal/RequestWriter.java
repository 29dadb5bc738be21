package io.election4j.internal;

import io.election4j.Request;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Writes requests into the records of elections. */
public final class RequestWriter {

  /** Each try but the first follows a write of somebody else, which may still be under way. */
  private static final int TRIES = 10;

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
  private static final int MOST_DOUBLED = 5;

  private final LeaseStore store;
  private final Function<Duration, Mono<?>> pauses;
  private final Request request;

  private RequestWriter(LeaseStore store, Function<Duration, Mono<?>> pauses, Request request) {
    this.store = store;
    this.pauses = pauses;
    this.request = request;
  }

  /**
   * Returns a Mono of whether somebody leads, and so has been asked.
   *
   * @param pauses emits after a time, where the store may be called
   */
  public static Mono<Boolean> ask(
      LeaseStore store, String election, Request request, Function<Duration, Mono<?>> pauses) {
    Names.require("election", election);
    return new RequestWriter(store, pauses, request).ask(election, 1);
  }

  /**
   * As {@link #ask(LeaseStore, String, Request, Function)}; not after the end of these elections,
   * and not for longer than twice the operation timeout.
   */
  static Mono<Boolean> ask(RunningElections elections, String election, Request request) {
    Threads threads = elections.threads();
    Mono<Boolean> asked =
        ask(
                elections.store(),
                election,
                request,
                pause -> Mono.delay(pause, threads.engine()).publishOn(threads.store()))
            .subscribeOn(threads.store())
            .timeout(
                elections.timing().operationTimeout().multipliedBy(2),
                late(election),
                threads.engine());
    Mono<Boolean> over = elections.whenOver().then(Mono.error(() -> closed(election)));
    return elections.desk().told(Mono.firstWithSignal(over, asked));
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

  private Mono<Boolean> ask(String election, int tries) {
    return Mono.defer(() -> store.observe(null, List.of(), List.of(election)))
        .flatMapIterable(seen -> seen.records())
        .filter(record -> record.election().equals(election) && !record.vacant())
        .takeLast(1)
        .next()
        .flatMap(record -> write(record, tries))
        .defaultIfEmpty(false);
  }

  private Mono<Boolean> write(ElectionRecord record, int tries) {
    if (request.equals(record.request())) {
      return Mono.just(true);
    }
    return store
        .amend(List.of(new Amendment.Ask(record, request)))
        .hasElements()
        .flatMap(asked -> asked ? Mono.just(true) : askAgain(record.election(), tries));
  }

  /** What is read at once may still be what was there before the write that was in the way. */
  private Mono<Boolean> askAgain(String election, int tries) {
    if (tries == TRIES) {
      return Mono.error(
          StoreException.unavailable(
              "others keep writing the record of election '" + election + "', or have locked it",
              null));
    }
    Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLED));
    return pauses.apply(pause).then(Mono.defer(() -> ask(election, tries + 1)));
  }
}
