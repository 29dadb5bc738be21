package io.election4j.sql;

import io.election4j.spi.StoreException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Prepares the store again when its tables have vanished, or have become those of a former version,
 * while it is in use: a database that was dropped and created anew, or restored.
 *
 * <p>The call that finds it out fails all the same, since nothing is known of what it was about.
 */
public final class Repair {

  private final Dialect dialect;
  private final Mono<Void> preparation;
  private final AtomicReference<@Nullable Mono<Void>> running = new AtomicReference<>();

  /** Creates one that prepares by this. */
  public Repair(Dialect dialect, Mono<Void> preparation) {
    this.dialect = dialect;
    this.preparation = preparation;
  }

  private boolean tablesGone(Throwable described) {
    return dialect.tablesGone(described.getCause());
  }

  /** Returns the call with that done when it fails for it. */
  public <T> Mono<T> after(Mono<T> call) {
    return call.onErrorResume(this::tablesGone, gone -> this.<T>run(gone));
  }

  /** Returns the call with that done when it fails for it. */
  public <T> Flux<T> after(Flux<T> call) {
    return call.onErrorResume(this::tablesGone, gone -> this.<T>run(gone));
  }

  private <T> Mono<T> run(Throwable gone) {
    return once()
        .onErrorMap(
            failed -> StoreException.unavailable(String.valueOf(failed.getMessage()), failed))
        .then(
            Mono.error(
                () ->
                    StoreException.unavailable(
                        gone.getMessage() + "; they are there again, without what they held",
                        gone)));
  }

  /** However many calls find out at the same time. */
  private Mono<Void> once() {
    return Mono.defer(
        () -> {
          Mono<Void> mine = preparation.doFinally(end -> running.set(null)).cache();
          Mono<Void> other = running.compareAndExchange(null, mine);
          return other == null ? mine : other;
        });
  }
}
