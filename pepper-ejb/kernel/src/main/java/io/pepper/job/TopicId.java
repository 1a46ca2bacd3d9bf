package io.pepper.job;

import java.util.Comparator;

/** One topic of one queue, which consumers know as {@code queue/topic}. */
public record TopicId(QueueName queue, TopicName topic) implements Comparable<TopicId> {
  private static final Comparator<TopicId> ORDER =
      Comparator.comparing(TopicId::queue).thenComparing(TopicId::topic);

  public static TopicId of(String queue, String topic) {
    return new TopicId(new QueueName(queue), new TopicName(topic));
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
