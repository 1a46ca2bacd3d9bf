package io.pepper.bus.delivery;

import io.pepper.job.TopicId;
import java.time.Duration;

/**
 * The way to one consumer. Safe for any number of threads; callers are virtual threads and are
 * blocked until the answer is there or the limit has passed. An interrupt ends the exchange early;
 * the answer then counts for nothing and the interrupt status stays set.
 *
 * <p>Whatever goes wrong with the consumer is an {@link Answer}, never an exception.
 */
public interface Carrier {
  /**
   * @param limit for the whole exchange, connecting included
   */
  Answer deliver(Parcel parcel, Duration limit);

  /**
   * Asks whether the consumer is there and knows the topic; succeeded means that jobs may come.
   *
   * @param limit for the whole exchange
   */
  Answer ping(TopicId topic, Duration limit);

  /** Jobs that one delivery can carry at most. */
  default int batchLimit() {
    return Integer.MAX_VALUE;
  }
}
