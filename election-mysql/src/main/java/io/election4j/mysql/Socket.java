package io.election4j.mysql;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/**
 * The socket of one connection, got hold of when it is made: the driver's own way to close waits
 * for an answer to the statement in flight, which may never come.
 */
final class Socket implements LoopResources {

  private final LoopResources loops;
  private volatile @Nullable Channel channel;
  private volatile boolean heard;
  private volatile boolean unwanted;

  Socket(LoopResources loops) {
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

  /** Closes it; does nothing the second time. Never fails. */
  void close() {
    unwanted = true;
    Channel made = channel;
    // Before a thread has taken it, it cannot be closed: the thread does that when it takes it.
    if (made != null && made.isRegistered()) {
      made.close();
    }
  }

  /**
   * The same for all: Reactor Netty keeps a resolver of names for ever for each of these numbers,
   * though it is never asked, since we look names up ourselves.
   */
  @Override
  public int hashCode() {
    return Socket.class.hashCode();
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
  public <C extends Channel> Class<? extends C> onChannelClass(
      Class<C> type, EventLoopGroup group) {
    return loops.onChannelClass(type, group);
  }

  @Override
  public EventLoopGroup onClient(boolean useNative) {
    return loops.onClient(useNative);
  }

  @Override
  public EventLoopGroup onServer(boolean useNative) {
    return loops.onServer(useNative);
  }

  @Override
  public EventLoopGroup onServerSelect(boolean useNative) {
    return loops.onServerSelect(useNative);
  }

  @Override
  public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
    return Mono.empty();
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
