package io.pepper.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.pepper.job.TopicId;
import io.pepper.store.redis.connection.RedisConnection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The reports of topics with ready jobs: to this node's listener, and to the other nodes by {@code
 * queue/topic node} on the channel {@code pepper:ready}. A hint that may get lost; dispatchers also
 * poll now and then.
 */
final class ReadyChannel implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ReadyChannel.class.getName());
  private static final byte[] CHANNEL = "pepper:ready".getBytes(UTF_8);

  private final RedisConnection<StatefulRedisPubSubConnection<byte[], byte[]>> subscription;
  private final RedisConnection<StatefulConnection<byte[], byte[]>> connection;
  private final String node;
  private final Set<TopicId> announcing = ConcurrentHashMap.newKeySet();
  private volatile Consumer<TopicId> listener = topic -> {};

  ReadyChannel(
      RedisConnection<StatefulRedisPubSubConnection<byte[], byte[]>> subscription,
      RedisConnection<StatefulConnection<byte[], byte[]>> connection,
      String node) {
    this.subscription = subscription;
    this.connection = connection;
    this.node = node;
    subscription.onConnected(this::subscribe);
  }

  void onReady(Consumer<TopicId> listener) {
    this.listener = listener;
  }

  /** Notifies this node's listener. */
  void notifyListener(TopicId topic) {
    listener.accept(topic);
  }

  /** Notifies the other nodes; does not wait. One announcement per topic waits to be sent. */
  void announce(TopicId topic) {
    if (!announcing.add(topic)) {
      return;
    }
    CommandArgs<byte[], byte[]> args =
        new CommandArgs<>(ByteArrayCodec.INSTANCE)
            .add(CHANNEL)
            .add((topic + " " + node).getBytes(UTF_8));
    try {
      connection.send(List.of(new Announcement(args, topic)));
    } catch (RedisException e) {
      announcing.remove(topic);
      LOG.log(System.Logger.Level.DEBUG, "Could not announce {0}", topic);
    }
  }

  private final class Announcement extends Command<byte[], byte[], Long> {
    private final TopicId topic;

    Announcement(CommandArgs<byte[], byte[]> args, TopicId topic) {
      super(CommandType.PUBLISH, new IntegerOutput<>(ByteArrayCodec.INSTANCE), args);
      this.topic = topic;
    }

    @Override
    public void encode(io.netty.buffer.ByteBuf buffer) {
      // From here on a change may come too late for this announcement.
      announcing.remove(topic);
      super.encode(buffer);
    }

    @Override
    public boolean completeExceptionally(Throwable cause) {
      announcing.remove(topic);
      return super.completeExceptionally(cause);
    }

    @Override
    public void cancel() {
      announcing.remove(topic);
      super.cancel();
    }
  }

  private void subscribe(StatefulRedisPubSubConnection<byte[], byte[]> fresh) {
    fresh.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(byte[] channel, byte[] message) {
            received(new String(message, UTF_8));
          }
        });
    fresh.async().subscribe(CHANNEL);
  }

  private void received(String message) {
    int space = message.indexOf(' ');
    int slash = message.indexOf('/');
    if (slash < 0 || slash > space || message.substring(space + 1).equals(node)) {
      return;
    }
    try {
      listener.accept(TopicId.of(message.substring(0, slash), message.substring(slash + 1, space)));
    } catch (IllegalArgumentException e) {
      LOG.log(System.Logger.Level.WARNING, "Not an announcement on pepper:ready: {0}", message);
    }
  }

  @Override
  public void close() {
    subscription.close();
  }
}
