package io.election4j.mysql;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** Where connections come from. */
sealed interface Origin {

  /** Starts to make a connection, once the publisher is subscribed to. */
  Attempt attempt(Duration most);

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
    public Attempt attempt(Duration most) {
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
   * @param loops those threads
   */
  record Addressed(Address address, LoopResources loops) implements Origin {

    private static final int THREADS = 2;

    static Addressed of(Address address) {
      return new Addressed(address, LoopResources.create("election-mysql", THREADS, true));
    }

    @Override
    public Attempt attempt(Duration most) {
      Socket socket = new Socket(loops);
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
      return loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1));
    }
  }
}
