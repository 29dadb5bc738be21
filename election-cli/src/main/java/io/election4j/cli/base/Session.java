package io.election4j.cli.base;

import static java.util.Objects.requireNonNull;

import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * One command's use of one store: waits for answers, but not for ever.
 *
 * <p>For use by one thread, which blocks.
 *
 * @param store closed with the session
 * @param address as it may be shown
 */
public record Session(LeaseStore store, String address) implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Opens a session in which nothing is created. */
  public static Session reading(Stores stores, StoreAddress address) {
    return new Session(stores.open(address, true), address.shown());
  }

  /** Opens a session on a store whose schema is there, or was just created. */
  public static Session prepared(Stores stores, StoreAddress address) {
    Session session = new Session(stores.open(address, false), address.shown());
    try {
      session.verify();
      return session;
    } catch (RuntimeException unusable) {
      session.close();
      throw unusable;
    }
  }

  /**
   * Waits for an answer; asks up to three times.
   *
   * @throws StoreException as the store throws it, or if it takes more than 15 s in all
   */
  public <T> T await(Mono<T> answer) {
    return requireNonNull(timely(answer).block());
  }

  /**
   * Waits for all of an answer, which may be long; asks up to three times.
   *
   * @throws StoreException as the store throws it, or if nothing comes for 15 s
   */
  public <T> List<T> awaitAll(Flux<T> answer) {
    return requireNonNull(timely(answer).block());
  }

  /**
   * Checks that the store is all it must be; reading needs less, but a store without any election
   * may be another than was meant.
   *
   * @throws StoreException saying what is missing or wrong
   */
  public void verify() {
    run(store.prepare());
  }

  /** Reads; if that fails, throws what {@link #verify} says, which may be clearer. */
  public void explaining(Runnable reading) {
    try {
      reading.run();
    } catch (StoreException failure) {
      verify();
      throw failure;
    }
  }

  /** Waits until something is done, as {@link #await} does. */
  public void run(Mono<Void> deed) {
    timely(deed).block();
  }

  private static boolean unavailable(Throwable failure) {
    return failure instanceof StoreException store
        && store.kind() == StoreException.Kind.UNAVAILABLE;
  }

  private <T> Mono<T> timely(Mono<T> answer) {
    return answer.retryWhen(again(failure -> true)).timeout(PATIENCE, Mono.error(this::late));
  }

  /** Whatever comes shows that the store is there. */
  <T> Mono<List<T>> timely(Flux<T> answer) {
    return Mono.defer(
        () -> {
          StoreException late = late();
          return answer
              .timeout(PATIENCE, Flux.error(late))
              .collectList()
              .retryWhen(again(failure -> failure != late));
        });
  }

  /** One failure may be a chance; what a person has to change is not tried again. */
  private static Retry again(Predicate<Throwable> which) {
    return Retry.fixedDelay(2, Duration.ofMillis(500))
        .filter(failure -> unavailable(failure) && which.test(failure))
        .onRetryExhaustedThrow((retry, last) -> last.failure());
  }

  private StoreException late() {
    return StoreException.unavailable(
        "no answer from " + address + " within " + DurationConverter.text(PATIENCE), null);
  }

  @Override
  public void close() {
    store.close();
  }
}
