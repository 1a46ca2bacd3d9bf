package io.pepper.bus.delivery;

import io.pepper.connector.fastcgi.FastCgiPool;
import io.pepper.job.TopicId;
import java.time.Duration;
import java.util.Optional;

/**
 * The way to one consumer. Safe for any number of threads; callers are virtual threads and are
 * blocked until the answer is there or the limit has passed. An interrupt ends the exchange early;
 * the answer then counts for nothing and the interrupt status stays set.
 *
 * <p>Whatever goes wrong with the consumer is an {@link ConsumerResponse}, never an exception.
 */
public interface DeliveryTransport {
  /**
   * Delivers jobs and waits for the answer.
   *
   * @param limit for the consumer's work; over FastCGI the wait for a free child is not part of it
   * @param progress told of each request, of which there are several if the jobs need them
   */
  ConsumerResponse deliver(DeliveryRequest parcel, Duration limit, DeliveryProgress progress);

  /**
   * Delivers jobs for somebody who waits for the answer.
   *
   * @param limit for the consumer's work, and once more for the wait for a consumer that is free
   */
  default ConsumerResponse test(DeliveryRequest parcel, Duration limit) {
    return deliver(parcel, limit);
  }

  /** Delivers jobs, when it does not matter when they begin. */
  default ConsumerResponse deliver(DeliveryRequest parcel, Duration limit) {
    return deliver(parcel, limit, () -> {});
  }

  /**
   * Asks whether the consumer is there and knows the topic; succeeded means that jobs may come.
   *
   * @param limit for the whole exchange
   */
  ConsumerResponse ping(TopicId topic, Duration limit);

  /** Returns what is known of the consumer's php-fpm children; empty for other consumers. */
  default Optional<FastCgiPool> pool() {
    return Optional.empty();
  }

  /** Returns how many deliveries at once are of use to the consumer now; at least 1. */
  default int capacity() {
    return Integer.MAX_VALUE;
  }

  /** Jobs that one delivery can carry at most. */
  default int batchLimit() {
    return Integer.MAX_VALUE;
  }
}
