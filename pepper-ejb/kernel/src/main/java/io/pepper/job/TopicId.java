package io.pepper.job;

import java.util.Comparator;

/** One topic of one queue, which consumers know as {@code queue/topic}. */
public record TopicId(QueueName queue, TopicName topic) implements Comparable<TopicId> {
  private static final Comparator<TopicId> ORDER =
      Comparator.comparing(TopicId::queue).thenComparing(TopicId::topic);

  public static TopicId of(String queue, String topic) {
    return new TopicId(new QueueName(queue), new TopicName(topic));
  }

  /**
   * Mixes the two. Without a factor of its own the queue's part meets the topic's: {@code
   * load01/t10} and {@code load02/t00} would have the same hash, and so would most numbered names.
   */
  @Override
  public int hashCode() {
    return queue.hashCode() * 0x9E3779B9 + topic.hashCode();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TopicId that && topic.equals(that.topic) && queue.equals(that.queue);
  }

  @Override
  public int compareTo(TopicId other) {
    return ORDER.compare(this, other);
  }

  /** Returns {@code queue/topic}, the form that consumers register and people read. */
  @Override
  public String toString() {
    return queue + "/" + topic;
  }
}
