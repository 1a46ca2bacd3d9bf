package io.pepper.store.redis;

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
 * Lettuce's client, set up for Pepper: RESP2 (every Redis speaks it), nothing queued or sent twice,
 * but for clusters.
 */
final class RedisServers implements AutoCloseable {
  /** Far above what the group commit ever has under way; a last bound. */
  private static final int MAX_REQUESTS = 200_000;

  /** Buffers of up to a mebibyte are kept and used again. */
  private static final int PAGE_BYTES = 8192;

  private static final int PAGES_ORDER = 7;

  private final RedisAddress address;
  private final ClientResources resources;
  private final AbstractRedisClient client;

  RedisServers(RedisAddress address, Duration timeout) {
    this.address = address;
    this.resources =
        DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .nettyCustomizer(new Channels())
            .build();
    this.client = address.cluster() ? clusterClient(timeout) : singleClient(timeout);
  }

  /** A line of its own for each purpose, so that long reads do not delay writes. */
  RedisConnection<StatefulConnection<byte[], byte[]>> line() {
    return new RedisConnection<>(this::connect, address.cluster());
  }

  RedisConnection<StatefulRedisPubSubConnection<byte[], byte[]>> subscription() {
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
   * Connections to a cluster's nodes are made when first needed, and commands wait for that. So
   * they are sent again after a break, too: an append may then be stored twice.
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
   * Without Lettuce's own time limits: its timers would keep every command, and the jobs in it,
   * until the limit has passed, answered or not. Writes and calls have their deadlines here.
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
   * Makes Netty do less for each command. Its usual buffers go back to the system now and then, and
   * since JDK 24 that stops every thread of the process for a moment.
   */
  private static final class Channels implements NettyCustomizer {
    private final ByteBufAllocator buffers =
        new PooledByteBufAllocator(true, 1, 1, PAGE_BYTES, PAGES_ORDER);

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
