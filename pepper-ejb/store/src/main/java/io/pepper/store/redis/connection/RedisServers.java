package io.pepper.store.redis.connection;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lettuce's client, set up for Pepper: RESP2, which every Redis speaks, and no command queued or
 * sent twice, except by clusters.
 */
public final class RedisServers implements AutoCloseable {
  /** A last bound, far above the number of commands that are ever in flight. */
  private static final int MAX_REQUESTS = 200_000;

  private static final int PAGE_BYTES = 8192;

  /** The size of reused buffers: 8192 bytes, doubled 7 times, is a mebibyte. */
  private static final int MAX_ORDER = 7;

  private final RedisAddress address;
  private final ClientResources resources;
  private final AbstractRedisClient client;

  public RedisServers(RedisAddress address, Duration timeout) {
    this.address = address;
    this.resources =
        DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .nettyCustomizer(new ChannelCustomizer())
            .build();
    this.client = address.cluster() ? clusterClient(timeout) : singleClient(timeout);
  }

  /** Opens a connection; each purpose has its own, so that long reads do not delay writes. */
  public RedisConnection<StatefulConnection<byte[], byte[]>> connection() {
    return new RedisConnection<>(this::connect, address.cluster());
  }

  /** Opens a connection for subscriptions. */
  public RedisConnection<StatefulRedisPubSubConnection<byte[], byte[]>> subscription() {
    return new RedisConnection<>(this::connectPubSub, address.cluster());
  }

  private StatefulConnection<byte[], byte[]> connect() {
    return client instanceof RedisClusterClient cluster
        ? cluster.connect(ByteArrayCodec.INSTANCE)
        : ((RedisClient) client).connect(ByteArrayCodec.INSTANCE);
  }

  private StatefulRedisPubSubConnection<byte[], byte[]> connectPubSub() {
    return client instanceof RedisClusterClient cluster
        ? cluster.connectPubSub(ByteArrayCodec.INSTANCE)
        : ((RedisClient) client).connectPubSub(ByteArrayCodec.INSTANCE);
  }

  private RedisClient singleClient(Duration timeout) {
    RedisClient single = RedisClient.create(resources, address.servers().getFirst());
    single.setOptions(
        common(ClientOptions.builder(), timeout)
            .autoReconnect(false)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .build());
    return single;
  }

  /**
   * Creates a client of a cluster. Connections to its nodes are made when first needed, and
   * commands wait for that. So they are also sent again after a break: an append may then be stored
   * twice.
   */
  private RedisClusterClient clusterClient(Duration timeout) {
    RedisClusterClient cluster = RedisClusterClient.create(resources, address.servers());
    ClusterClientOptions.Builder options = ClusterClientOptions.builder();
    options.topologyRefreshOptions(
        ClusterTopologyRefreshOptions.builder()
            .enableAllAdaptiveRefreshTriggers()
            .enablePeriodicRefresh(Duration.ofMinutes(1))
            .build());
    common(options, timeout);
    cluster.setOptions(options.build());
    return cluster;
  }

  /**
   * Sets the common options. Lettuce's own timeouts are off: its timers would keep every command,
   * and the jobs in it, until the timeout, answered or not. Writes and calls have their own.
   */
  private static ClientOptions.Builder common(ClientOptions.Builder options, Duration timeout) {
    return options
        .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
        .protocolVersion(ProtocolVersion.RESP2)
        .requestQueueSize(MAX_REQUESTS)
        .maintNotificationsConfig(MaintNotificationsConfig.disabled())
        .socketOptions(SocketOptions.builder().connectTimeout(timeout).keepAlive(true).build());
  }

  /**
   * The set-up of Netty's channels for less work per command. Netty's default buffers are returned
   * to the system now and then, which since JDK 24 stops every thread of the process for a moment.
   */
  private static final class ChannelCustomizer implements NettyCustomizer {
    private final ByteBufAllocator buffers =
        new PooledByteBufAllocator(true, 1, 1, PAGE_BYTES, MAX_ORDER);

    @Override
    public void afterBootstrapInitialized(Bootstrap bootstrap) {
      bootstrap.option(ChannelOption.ALLOCATOR, buffers);
    }

    @Override
    public void afterChannelInitialized(Channel channel) {
      channel.pipeline().addLast(new PipelineEncoder());
    }
  }

  @Override
  public void close() {
    client.shutdown(0, 2, TimeUnit.SECONDS);
    resources.shutdown(0, 2, TimeUnit.SECONDS);
  }
}
