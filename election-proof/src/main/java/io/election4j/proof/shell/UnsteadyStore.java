package io.election4j.proof.shell;

import io.election4j.proof.simulation.SeededRandom;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.StoreException;
import io.election4j.testkit.RelayedStore;
import io.election4j.testkit.virtual.internal.VirtualScheduler;
import io.election4j.testkit.virtual.internal.VirtualTime;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * One process's connection to the store, through a network that delays, loses and repeats requests,
 * and delays and loses answers.
 */
final class UnsteadyStore extends RelayedStore {

  /** What passes. */
  enum Link {
    UP,
    NO_REQUESTS,
    NO_ANSWERS,
    REFUSED
  }

  private static final Duration USUAL = Duration.ofMillis(20);

  private final ShellWorld world;
  private final VirtualTime time;
  private final SeededRandom random;
  private final VirtualScheduler process;
  private final Consumer<Collection<Amendment>> amending;
  private Link link = Link.UP;

  /**
   * Connects a process.
   *
   * @param amending told what the process asks to amend, when it asks
   */
  UnsteadyStore(
      ShellWorld world, VirtualScheduler process, Consumer<Collection<Amendment>> amending) {
    super(world.data());
    this.world = world;
    this.time = world.time();
    this.random = world.random();
    this.process = process;
    this.amending = amending;
  }

  void become(Link next) {
    link = next;
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    return Flux.defer(
        () -> {
          amending.accept(amendments);
          return super.amend(amendments);
        });
  }

  @Override
  public void close() {
    // The data outlives its processes, and what is under way still arrives.
  }

  @Override
  protected <T> Flux<T> relay(Call call, Flux<T> answer) {
    return Mono.<List<T>>create(sink -> request(answer.collectList(), sink))
        .flatMapIterable(values -> values);
  }

  private <T> void request(Mono<T> operation, MonoSink<T> answer) {
    if (link == Link.REFUSED) {
      process.schedule(() -> answer.error(StoreException.unavailable("connection refused", null)));
    } else if (link != Link.NO_REQUESTS && !lost()) {
      time.at(time.now() + delay(), () -> arrive(operation, answer));
      if (world.turmoil() && random.chance(0.02)) {
        time.at(time.now() + delay(), operation::subscribe);
      }
    }
  }

  private <T> void arrive(Mono<T> operation, MonoSink<T> answer) {
    T result = operation.block();
    if (link != Link.NO_ANSWERS && !lost()) {
      time.at(time.now() + delay(), () -> process.schedule(() -> answer.success(result)));
    }
  }

  private boolean lost() {
    return world.turmoil() && random.chance(0.03);
  }

  private long delay() {
    boolean late = world.turmoil() && random.chance(0.03);
    return 1_000_000 + random.skewed(late ? world.longest() : USUAL);
  }
}
