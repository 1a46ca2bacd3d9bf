package io.pepper.store.redis;

import io.pepper.store.JobStore.Append;
import io.pepper.store.redis.connection.ListMoves;
import java.util.List;
import java.util.function.Supplier;

/**
 * The follow-up of pushes: a waiting dequeue right behind a push, or the report that jobs are
 * ready. Called on event loops; never waits.
 */
final class ReadyNotifier implements RedisWriteBatcher.PushListener {
  private final RedisTopics topics;
  private final ReadyChannel channel;
  private final Supplier<RedisDequeues> dequeues;

  ReadyNotifier(RedisTopics topics, ReadyChannel channel, Supplier<RedisDequeues> dequeues) {
    this.topics = topics;
    this.channel = channel;
    this.dequeues = dequeues;
  }

  @Override
  public ListMoves movesBehind(WriteCommand push) {
    RedisTopic topic = topics.byReadyKey(push.key());
    return topic == null ? null : dequeues.get().behindPush(topic, push.count());
  }

  @Override
  public void stored(WriteCommand push) {
    RedisTopic topic = topics.byReadyKey(push.key());
    if (topic != null) {
      pushed(topic, push.reply(), push.count());
    }
  }

  /**
   * Reports the jobs of a transaction.
   *
   * @param lengths ready jobs of each topic after it
   */
  void storedTogether(List<Append> ready, long[] lengths) {
    for (int i = 0; i < ready.size(); i++) {
      pushed(topics.of(ready.get(i).topic()), lengths[i], ready.get(i).jobs().size());
    }
  }

  /**
   * Reports pushed jobs to this node and, if they may be asleep, to the others.
   *
   * @param length ready jobs after the push
   * @param count pushed jobs
   */
  private void pushed(RedisTopic topic, long length, int count) {
    channel.notifyListener(topic.id);
    if (length == count) {
      // The list was empty before, so consumers of other nodes may be asleep.
      channel.announce(topic.id);
    }
  }
}
