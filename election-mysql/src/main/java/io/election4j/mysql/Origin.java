package io.election4j.mysql;

import io.asyncer.r2dbc.mysql.MySqlConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
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

  /** Releases what this made itself. */
  Mono<Void> close();

  /**
   * A connection being made.
   *
   * @param socket what is below it, if we make it ourselves
   * @param borrowed whether it may go back to others when it is closed
   */
  record Attempt(
      Publisher<? extends Connection> connection, @Nullable Socket socket, boolean borrowed) {}

  /**
   * A factory of somebody else's, which is never closed here. The driver's own makes new
   * connections; what stands before another one, nobody knows, a pool for instance.
   *
   * @param timer with a thread of its own, since those of the connections are not ours to use
   */
  record Given(ConnectionFactory factory, Scheduler timer) implements Origin {

    static Given of(ConnectionFactory factory) {
      return new Given(factory, newTimer());
    }

    /** Its thread ends by itself when there is nothing left to time. */
    private static Scheduler newTimer() {
      ScheduledThreadPoolExecutor executor =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread thread = new Thread(task, "election-mysql-timer");
                thread.setDaemon(true);
                return thread;
              });
      executor.setKeepAliveTime(1, TimeUnit.SECONDS);
      executor.allowCoreThreadTimeOut(true);
      executor.setRemoveOnCancelPolicy(true);
      return Schedulers.fromExecutorService(executor);
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
    public Mono<Void> close() {
      return Mono.empty();
    }
  }

  /**
   * A server by its address, on a thread of our own, so that the application cannot block it.
   *
   * @param loop one thread for all connections: it passes bytes on and never waits
   * @param timer on that thread
   */
  record Addressed(Address address, LoopResources loop, Scheduler timer) implements Origin {

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

    @Override
    public Mono<Void> close() {
      return loop.disposeLater(Duration.ZERO, Duration.ofSeconds(1));
    }
  }
}
