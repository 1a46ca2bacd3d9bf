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
   * Mixes the two: by a record's own sum, {@code load01/t2} and {@code load02/t1} are equal, and
   * numbered names fill a map's buckets unevenly.
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
