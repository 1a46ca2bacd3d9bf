package io.pepper.connector.resp.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.pepper.connector.Front;
import io.pepper.connector.resp.RespHandler;
import io.pepper.connector.resp.parse.BufferBudget;
import io.pepper.connector.resp.parse.BufferShare;
import io.pepper.connector.resp.parse.HttpRequests;
import io.pepper.connector.resp.parse.RespParser;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The server for Redis clients, each of which gets a {@link RespConnection} on one of the event
 * loops.
 */
final class RespServer implements Front<RespHandler> {
  private static final System.Logger LOG = System.getLogger(RespServer.class.getName());
  private static final int BACKLOG = 4096;
  private static final int MAX_LOOPS = 8;
  private static final Duration CUT = Duration.ofSeconds(1);

  /** More would take part of each other's work: a push costs a loop few microseconds. */
  private static final int LOOPS =
      Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MAX_LOOPS);

  private static final int PAGE_BYTES = 8192;

  /** The size of reused buffers: 8192 bytes, doubled 7 times, is a mebibyte. */
  private static final int MAX_ORDER = 7;

  /**
   * Netty's default buffers are returned to the system now and then, which since JDK 24 stops every
   * thread of the process for a moment.
   */
  private static final ByteBufAllocator BUFFERS =
      new PooledByteBufAllocator(true, 0, LOOPS, PAGE_BYTES, MAX_ORDER);

  private final RespLimits limits;
  private final RespEncryption encryption;
  private final BufferBudget budget;
  private final Set<RespConnection> connections = ConcurrentHashMap.newKeySet();
  private final DeadlineMonitor deadlines;
  private final HttpRequests httpRequests = new HttpRequests();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong lastId = new AtomicLong();
  private final EventLoopGroup acceptor = loops(1, "pepper-resp-accept");
  private final EventLoopGroup loops = loops(LOOPS, "pepper-resp-io");
  private ServerSocketChannel listener;
  private volatile RespHandler handler;
  private volatile boolean closing;

  RespServer(RespLimits limits, RespEncryption encryption) {
    this.limits = limits;
    this.encryption = encryption;
    budget = new BufferBudget(limits.bufferBytes());
    Duration login = limits.times().login();
    Duration write = limits.times().write();
    deadlines = new DeadlineMonitor(connections, login.compareTo(write) < 0 ? login : write);
  }

  private static EventLoopGroup loops(int threads, String name) {
    return new MultiThreadIoEventLoopGroup(
        threads, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
  }

  @Override
  public int bind(String host, int port) throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(acceptor, loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.ALLOCATOR, BUFFERS)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    accept(channel);
                  }
                });
    ChannelFuture bound = bootstrap.bind(host, port).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw bound.cause() instanceof IOException e ? e : new IOException(bound.cause());
    }
    listener = (ServerSocketChannel) bound.channel();
    return listener.localAddress().getPort();
  }

  @Override
  public void serve(RespHandler handler) {
    this.handler = handler;
    deadlines.start();
    listener.config().setAutoRead(true);
  }

  private void accept(SocketChannel channel) {
    if (open.incrementAndGet() > limits.connections()) {
      open.decrementAndGet();
      channel.pipeline().addLast(new RefusedClient());
      return;
    }
    RespConnection connection = new RespConnection(this, channel, lastId.incrementAndGet());
    connections.add(connection);
    channel.closeFuture().addListener(closed -> connection.gone());
    encryption.addTo(channel, connection.threadName());
    channel.pipeline().addLast(connection);
    if (closing) {
      connection.finish();
    }
  }

  /**
   * Accepts no more clients, lets every connection finish the batch it is answering, and closes
   * them all; those that take longer than the limit are cut off.
   */
  @Override
  public void close() {
    closing = true;
    deadlines.stop();
    if (listener != null) {
      listener.close().awaitUninterruptibly();
    }
    connections.forEach(RespConnection::finish);
    if (!allGoneWithin(limits.times().stop())) {
      LOG.log(Level.WARNING, () -> "cutting off " + connections.size() + " busy connections");
      connections.forEach(RespConnection::cut);
      allGoneWithin(CUT);
    }
    acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private synchronized boolean allGoneWithin(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    try {
      for (long left = time.toMillis(); !connections.isEmpty() && left > 0; ) {
        wait(left);
        left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return connections.isEmpty();
  }

  void gone(RespConnection connection) {
    connections.remove(connection);
    open.decrementAndGet();
    if (closing) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  int connectionCount() {
    return connections.size();
  }

  RespHandler handler() {
    return handler;
  }

  RespParser newParser(BufferShare share) {
    return new RespParser(limits.stranger(), limits.member(), budget, share);
  }

  RespEncryption encryption() {
    return encryption;
  }

  HttpRequests httpRequests() {
    return httpRequests;
  }

  BufferBudget budget() {
    return budget;
  }

  long loginNanos() {
    return limits.times().login().toNanos();
  }

  long writeNanos() {
    return limits.times().write().toNanos();
  }
}
