package io.pepper.connector.grpc.server;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.pepper.connector.Front;
import io.pepper.connector.grpc.GrpcMethod;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Listens for gRPC clients and gives each call a virtual thread; Netty's event loops only hand over
 * what comes and goes.
 */
final class GrpcServer implements Front<Map<String, GrpcMethod>> {
  private static final System.Logger LOG = System.getLogger(GrpcServer.class.getName());
  private static final int WINDOW = 64 << 10;
  private static final int MAX_RESETS = 200;
  private static final int RESETS_SECONDS = 10;

  private final GrpcLimits limits;
  private final Optional<SslContext> encryption;
  private final GrpcServerCalls calls;
  private final EventLoopGroup acceptor = loops(1, "pepper-grpc-accept");
  private final EventLoopGroup workers =
      loops(Math.max(2, Runtime.getRuntime().availableProcessors()), "pepper-grpc-io");
  private Server server;

  GrpcServer(GrpcLimits limits, Optional<SslContext> encryption) {
    this.limits = limits;
    this.encryption = encryption;
    calls = new GrpcServerCalls(limits.calls());
  }

  private static EventLoopGroup loops(int threads, String name) {
    return new MultiThreadIoEventLoopGroup(
        threads, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
  }

  @Override
  public int bind(String host, int port) throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
            .bossEventLoopGroup(acceptor)
            .workerEventLoopGroup(workers)
            .channelFactory(() -> new BoundedAcceptor(limits.connections()))
            .directExecutor()
            .fallbackHandlerRegistry(new AnyMethodRegistry(calls))
            .initialFlowControlWindow(WINDOW)
            .maxConcurrentCallsPerConnection(limits.callsPerConnection())
            .maxInboundMessageSize(limits.messageBytes())
            .maxInboundMetadataSize(limits.headerBytes())
            .maxRstFramesPerWindow(MAX_RESETS, RESETS_SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .permitKeepAliveTime(5, TimeUnit.SECONDS)
            .maxConnectionIdle(limits.times().idle().toMillis(), TimeUnit.MILLISECONDS)
            .keepAliveTime(limits.times().keepAlive().toMillis(), TimeUnit.MILLISECONDS)
            .keepAliveTimeout(limits.times().answer().toMillis(), TimeUnit.MILLISECONDS);
    encryption.ifPresent(builder::sslContext);
    server = builder.build().start();
    return server.getPort();
  }

  /** Serves clients with these methods, by their full names. */
  @Override
  public void serve(Map<String, GrpcMethod> methods) {
    calls.serve(methods);
  }

  /** Returns the number of calls under way. */
  int callCount() {
    return calls.count();
  }

  /**
   * Accepts no more clients, notifies streams that the server stops, lets unary calls finish, and
   * closes all connections. Calls that take longer than the limit are cut off.
   */
  @Override
  public void close() {
    try {
      if (server != null) {
        server.shutdown();
        calls.stop();
        if (!server.awaitTermination(limits.times().stop().toMillis(), TimeUnit.MILLISECONDS)) {
          LOG.log(Level.WARNING, () -> "cutting off " + calls.count() + " busy calls");
          server.shutdownNow();
          server.awaitTermination(1, TimeUnit.SECONDS);
        }
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    } finally {
      calls.interrupt();
      acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      workers.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }
}
