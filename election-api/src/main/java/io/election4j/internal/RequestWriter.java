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

/** Writes a request into the records of elections. */
public final class RequestWriter {

  /** Each try but the first follows a write of somebody else, which may still be under way. */
  private static final int TRIES = 10;

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
  private static final int MOST_DOUBLED = 5;

  private final LeaseStore store;
  private final Request request;
  private final Function<Duration, Mono<?>> pauses;

  /**
   * @param pauses emits after a time, where the store may be called
   */
  public RequestWriter(LeaseStore store, Request request, Function<Duration, Mono<?>> pauses) {
    this.store = store;
    this.request = request;
    this.pauses = pauses;
  }

  /** Returns a Mono of whether somebody leads, and so has been asked. */
  public Mono<Boolean> ask(String election) {
    return ask(election, 1);
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
