package io.election4j.mysql;

import io.asyncer.r2dbc.mysql.MySqlConnectionFactory;
import io.netty.channel.EventLoopGroup;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/** Where connections come from. */
sealed interface Origin {

  /**
   * Starts to make a connection, once the publisher is subscribed to.
   *
   * @param most how long the server may take to accept it
   */
  Attempt attempt(Duration most);

  /** Returns what tells when waiting is over; until this is closed. */
  Scheduler timer();

  /** Names the server for a person, without any secret. */
  String name();

  /**
   * Returns whether the server is on this machine.
   *
   * @param client the host that the server takes us for
   */
  boolean local(String client);

  /** Releases what this made itself; emits the thread that ends with it, if there was one. */
  Mono<Thread> close();

  /**
   * A connection being made.
   *
   * @param socket what is below it, if we make it ourselves
   * @param borrowed whether it may go back to others when it is closed
   */
  record Attempt(
      Publisher<? extends Connection> connection, @Nullable Socket socket, boolean borrowed) {

    /** Ends this if no server has accepted it yet. */
    void giveUp() {
      if (socket != null && !socket.accepted()) {
        socket.close();
      }
    }

    /** Ends this, whatever goes on. */
    void abort() {
      if (socket != null) {
        socket.close();
      }
    }
  }

  /**
   * A factory of somebody else's, which is never closed here. The driver's own makes new
   * connections; what stands before another one, nobody knows, a pool for instance.
   *
   * @param own has a thread of its own, since those of the connections are not ours to use
   */
  record Given(ConnectionFactory factory, OwnTimer own) implements Origin {

    static Given of(ConnectionFactory factory) {
      return new Given(factory, new OwnTimer("election-mysql-timer"));
    }

    @Override
    public Attempt attempt(Duration most) {
      boolean made = factory instanceof MySqlConnectionFactory;
      return new Attempt(factory.create(), null, !made);
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
    public Scheduler timer() {
      return own.scheduler();
    }

    @Override
    public Mono<Thread> close() {
      return own.close();
    }
  }

  /**
   * A server by its address, on a thread of our own, so that the application cannot block it.
   *
   * @param loop one thread for all connections: it passes bytes on and never waits
   * @param timer on that thread
   */
  record Addressed(Address address, LoopResources loop, Scheduler timer) implements Origin {

    private static final int CLOSING_MILLIS = 1000;

    static Addressed of(Address address) {
      LoopResources loop = LoopResources.create("election-mysql", 1, true);
      Scheduler timer =
          Schedulers.fromExecutorService(loop.onClient(LoopResources.DEFAULT_NATIVE).next());
      return new Addressed(address, loop, timer);
    }

    @Override
    public Attempt attempt(Duration most) {
      Socket socket = new Socket(loop);
      return new Attempt(address.factory(most, socket).create(), socket, false);
    }

    @Override
    public String name() {
      return address.toString();
    }

    @Override
    public boolean local(String client) {
      return Address.local(address.host());
    }

    /**
     * Not by way of the loop resources: they watch the time on threads of Reactor's that never end,
     * and that keep all classes of an application which is taken down.
     */
    @Override
    public Mono<Thread> close() {
      EventLoopGroup group = loop.onClient(LoopResources.DEFAULT_NATIVE);
      return Mono.create(
          sink ->
              group
                  .next()
                  .submit(Thread::currentThread)
                  .addListener(
                      thread ->
                          group
                              .shutdownGracefully(0, CLOSING_MILLIS, TimeUnit.MILLISECONDS)
                              .addListener(end -> sink.success((Thread) thread.getNow()))));
    }
  }
}
