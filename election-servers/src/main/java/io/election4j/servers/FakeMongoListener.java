package io.election4j.servers;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.wire.MongoDatabaseHandler;
import de.bwaldvogel.mongo.wire.MongoExceptionHandler;
import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Accepts connections to the fake MongoDB. Each connection has its own thread, as on a real server,
 * because a request for changes waits: on a shared thread it would hold up the other connections.
 */
final class FakeMongoListener {

  // Plain threads, which may block: BlockHound takes Netty's own for some that must not.
  private static final DefaultThreadFactory THREADS =
      new DefaultThreadFactory("fake-mongo", true) {
        @Override
        protected Thread newThread(Runnable task, String name) {
          return new Thread(task, name);
        }
      };

  private final EventLoopGroup accepting = new NioEventLoopGroup(1, THREADS);
  private final EventLoopGroup io = new NioEventLoopGroup(1, THREADS);
  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final MongoBackend backend;
  private final Channel channel;

  FakeMongoListener(MongoBackend backend, SocketAddress address) {
    this.backend = backend;
    this.channel =
        new ServerBootstrap()
            .group(accepting, io)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Connection())
            .bind(address)
            .syncUninterruptibly()
            .channel();
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** Stops listening and breaks all connections. Does nothing the second time. */
  void close() {
    if (!channel.isOpen()) {
      return;
    }
    channel.close().syncUninterruptibly();
    // The port is free only when the selector, too, has let go of it.
    accepting.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    clients.close().syncUninterruptibly();
    endSoon(io);
  }

  // What happens to a closed connection still needs its threads for a moment.
  private static void endSoon(EventExecutorGroup threads) {
    threads.shutdownGracefully(1, 10, TimeUnit.SECONDS);
  }

  private final class Connection extends ChannelInitializer<SocketChannel> {

    @Override
    protected void initChannel(SocketChannel client) {
      EventExecutor thread = new DefaultEventExecutor(THREADS);
      client
          .pipeline()
          .addLast(new MongoWireReplyEncoder())
          .addLast(new MongoWireMessageEncoder())
          .addLast(new MongoWireProtocolHandler())
          .addLast(thread, new Commands(thread))
          .addLast(new MongoExceptionHandler());
    }
  }

  /** Runs the commands of one connection on its thread, which ends after the last of its events. */
  private final class Commands extends MongoDatabaseHandler {

    private final EventExecutor thread;

    private Commands(EventExecutor thread) {
      super(backend, clients);
      this.thread = thread;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
      endSoon(thread);
    }
  }
}
