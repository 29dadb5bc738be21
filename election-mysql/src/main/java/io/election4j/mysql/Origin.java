package io.election4j.mysql;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** Where connections come from. */
sealed interface Origin {

  /**
   * Starts to make a connection, once the publisher is subscribed to.
   *
   * @param most how long the server may take to accept it
   */
  Attempt attempt(Work work, Duration most);

  /** Names the server for a person, without any secret. */
  String name();

  /**
   * Returns whether the server is on this machine.
   *
   * @param client the host that the server takes us for
   */
  boolean local(String client);

  /** Releases what this made itself. */
  Mono<Void> close();

  /**
   * A connection being made.
   *
   * @param socket what is below it, if we make it ourselves
   */
  record Attempt(Publisher<? extends Connection> connection, @Nullable Socket socket) {}

  /** A factory of somebody else's, which is never closed here. */
  record Given(ConnectionFactory factory) implements Origin {

    @Override
    public Attempt attempt(Work work, Duration most) {
      return new Attempt(factory.create(), null);
    }

    @Override
    public String name() {
      return "MySQL server of the given connection factory";
    }

    @Override
    public boolean local(String client) {
      return Address.local(client);
    }

    @Override
    public Mono<Void> close() {
      return Mono.empty();
    }
  }

  /**
   * A server by its address, on threads of our own, so that the application cannot block them.
   *
   * @param loops one thread for each kind of work
   */
  record Addressed(Address address, Map<Work, LoopResources> loops) implements Origin {

    static Addressed of(Address address) {
      Map<Work, LoopResources> loops = new EnumMap<>(Work.class);
      for (Work work : Work.values()) {
        String name = "election-mysql-" + work.name().toLowerCase(Locale.ROOT);
        loops.put(work, LoopResources.create(name, 1, true));
      }
      return new Addressed(address, loops);
    }

    @Override
    public Attempt attempt(Work work, Duration most) {
      Socket socket = new Socket(Objects.requireNonNull(loops.get(work)));
      return new Attempt(address.factory(most, socket).create(), socket);
    }

    @Override
    public String name() {
      return address.toString();
    }

    @Override
    public boolean local(String client) {
      return Address.local(address.host());
    }

    @Override
    public Mono<Void> close() {
      return Flux.fromIterable(loops.values())
          .flatMap(loop -> loop.disposeLater(Duration.ZERO, Duration.ofSeconds(1)))
          .then();
    }
  }
}
