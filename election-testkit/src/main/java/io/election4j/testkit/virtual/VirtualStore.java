package io.election4j.testkit.virtual;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import io.election4j.testkit.RelayedStore;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** One process's connection to the store of its world; it works as well as the script says. */
final class VirtualStore extends RelayedStore {

  /** What becomes of calls. */
  enum State {
    UP,
    DOWN,
    SILENT
  }

  private final Predicate<String> mayWin;
  private State state = State.UP;
  private @Nullable LeaseId lease;
  private long observations;

  /**
   * Connects a process.
   *
   * @param mayWin which elections it may win at present; its claims of others are refused
   */
  VirtualStore(LeaseStore store, Predicate<String> mayWin) {
    super(store);
    this.mayWin = mayWin;
  }

  void become(State next) {
    state = next;
  }

  /** Returns the lease that claimed last; {@code null} if none did. */
  @Nullable LeaseId lease() {
    return lease;
  }

  /** Returns how many observations were answered. */
  long observations() {
    return observations;
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    return Flux.defer(
        () -> {
          lease = me.id();
          List<ElectionRecord> allowed =
              seen.stream().filter(record -> mayWin.test(record.election())).toList();
          return super.claim(me, allowed);
        });
  }

  @Override
  protected <T> Flux<T> relay(Call call, Flux<T> answer) {
    return Flux.defer(
        () ->
            switch (state) {
              case UP -> call == Call.OBSERVE ? answer.doOnComplete(() -> observations++) : answer;
              case DOWN -> Flux.error(StoreException.unavailable("connection refused", null));
              case SILENT -> Flux.never();
            });
  }
}
