package io.election4j.mysql;

import io.asyncer.r2dbc.mysql.MySqlConnectionFactory;
import io.election4j.sql.Preparation;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/** Where connections come from, and the one thread of a store. */
sealed interface ConnectionSource extends Preparation.Server {

  /**
   * Starts to make a connection, once the publisher is subscribed to.
   *
   * @param most how long the server may take to accept it
   * @param gone is told when it is closed, or came to nothing
   */
  Attempt attempt(Duration most, Consumer<Attempt> gone);

  /** Returns whether somebody else makes the connections, so that we cannot cut them off. */
  boolean foreign();

  /** Returns what tells when waiting is over; until this is closed. */
  Scheduler timer();

  /** Releases what this made itself; emits the thread that ends with it. */
  Mono<Thread> close();

  /**
   * Returns whether the calling thread may wait for a store to close. That of a timer, on which
   * callers are told that something is late, must not wait for the timer.
   */
  static boolean mayWait() {
    return !Schedulers.isInNonBlockingThread()
        && !(Thread.currentThread() instanceof Given.TimerThread);
  }

  /**
   * A connection being made, or made.
   *
   * @param socket what is below it, if we make it ourselves
   * @param borrowed whether it may go back to others when it is closed
   * @param gone is told when it is closed, or came to nothing
   */
  record Attempt(
      Publisher<? extends Connection> connection,
      @Nullable SocketTap socket,
      boolean borrowed,
      Consumer<Attempt> gone) {

    /** Ends this if no server has accepted it yet. */
    void giveUp() {
      if (socket != null && !socket.accepted()) {
        socket.close();
      }
    }

    /** Closes what is below, whatever goes on. */
    void abort() {
      if (socket != null) {
        socket.close();
      }
    }

    /** Says that this is over. */
    void end() {
      abort();
      gone.accept(this);
    }
  }

  /**
   * A factory of somebody else's, which is never closed here. The driver's own makes new
   * connections; what stands before another one, nobody knows, a pool for instance.
   *
   * @param executor has a thread of its own, since those of the connections are not ours to use
   * @param timer on that thread
   */
  record Given(ConnectionFactory factory, ScheduledThreadPoolExecutor executor, Scheduler timer)
      implements ConnectionSource {

    static Given of(ConnectionFactory factory) {
      ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, TimerThread::new);
      executor.setRemoveOnCancelPolicy(true);
      return new Given(factory, executor, Schedulers.fromExecutorService(executor));
    }

    /** Reactor's mark of threads that must not wait would not fit: this one waits for its tasks. */
    private static final class TimerThread extends Thread {
      TimerThread(Runnable task) {
        super(task, "election-mysql-timer");
        setDaemon(true);
      }
    }

    @Override
    public Attempt attempt(Duration most, Consumer<Attempt> gone) {
      boolean made = factory instanceof MySqlConnectionFactory;
      return new Attempt(factory.create(), null, !made, gone);
    }

    @Override
    public boolean foreign() {
      return true;
    }

    @Override
    public String name() {
      return "MySQL server of the given connection factory";
    }

    @Override
    public boolean local(String client) {
      return Address.local(client);
    }

    /** On its own thread, since others may have to wait for that. */
    @Override
    public Mono<Thread> close() {
      return Mono.create(
          sink ->
              executor.execute(
                  () -> {
                    executor.shutdownNow();
                    sink.success(Thread.currentThread());
                  }));
    }
  }

  /**
   * A server by its address, on a thread of our own, so that the application cannot block it.
   *
   * @param loop one thread for all connections: it passes bytes on and never waits
   * @param timer on that thread
   */
  record Addressed(Address address, LoopResources loop, Scheduler timer)
      implements ConnectionSource {

    private static final int CLOSING_MILLIS = 1000;

    static Addressed of(Address address) {
      LoopResources loop = LoopResources.create("election-mysql", 1, true);
      Scheduler timer =
          Schedulers.fromExecutorService(loop.onClient(LoopResources.DEFAULT_NATIVE).next());
      return new Addressed(address, loop, timer);
    }

    @Override
    public Attempt attempt(Duration most, Consumer<Attempt> gone) {
      SocketTap socket = new SocketTap(loop);
      return new Attempt(address.factory(most, socket).create(), socket, false, gone);
    }

    @Override
    public boolean foreign() {
      return false;
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

  /**
   * The socket of one connection, got hold of when it is made: the driver's own way to close waits
   * for an answer to the statement in flight, which may never come.
   */
  final class SocketTap implements LoopResources {

    private final LoopResources loops;
    private volatile @Nullable Channel channel;
    private volatile boolean heard;
    private volatile boolean unwanted;

    SocketTap(LoopResources loops) {
      this.loops = loops;
    }

    /** Returns whether the other side has accepted the connection and then said nothing at all. */
    boolean silent() {
      return accepted() && !heard;
    }

    /** Returns whether the other side has accepted the connection. */
    boolean accepted() {
      Channel made = channel;
      return made != null && made.isActive();
    }

    /**
     * Closes it; does nothing the second time. Never fails. Without a last word of TLS, which would
     * lie unread while the server waits for a lock, and would keep it from seeing the end.
     */
    void close() {
      unwanted = true;
      Channel made = channel;
      // Before a thread has taken it, it cannot be closed: the thread does that when it takes it.
      if (made != null && made.isRegistered()) {
        ChannelHandlerContext first = made.pipeline().firstContext();
        if (first == null) {
          made.close();
        } else {
          first.close();
        }
      }
    }

    /**
     * The same for all: Reactor Netty keeps a resolver of names for ever for each of these numbers,
     * though it is never asked, since we look names up ourselves.
     */
    @Override
    public int hashCode() {
      return SocketTap.class.hashCode();
    }

    /** Each is another one. */
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
      C made = loops.onChannel(type, group);
      made.pipeline().addFirst(new Ear());
      channel = made;
      return made;
    }

    @Override
    public EventLoopGroup onClient(boolean useNative) {
      return loops.onClient(useNative);
    }

    @Override
    public EventLoopGroup onServer(boolean useNative) {
      return loops.onServer(useNative);
    }

    /** Hears the first word of the other side, then leaves. */
    private final class Ear extends ChannelInboundHandlerAdapter {

      @Override
      public void channelRegistered(ChannelHandlerContext context) {
        context.fireChannelRegistered();
        if (unwanted) {
          context.close();
        }
      }

      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        heard = true;
        context.fireChannelRead(message);
        context.pipeline().remove(this);
      }
    }
  }
}
