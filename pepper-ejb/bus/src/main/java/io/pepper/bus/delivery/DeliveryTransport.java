package io.pepper.bus.delivery;

import io.pepper.connector.fastcgi.FastCgiPool;
import io.pepper.job.TopicId;
import java.time.Duration;
import java.util.Optional;

/**
 * The transport of jobs to one consumer. Safe for any number of threads; calls block until the
 * response is there or the timeout has passed. An interrupt ends the exchange early; the response
 * then has no meaning and the interrupt status stays set.
 *
 * <p>A failure of the consumer is a {@link ConsumerResponse}, never an exception.
 */
public interface DeliveryTransport {
  /**
   * Delivers jobs and waits for the response.
   *
   * @param timeout of the consumer's work; over FastCGI without the wait for a free child
   * @param progress called for each request, of which there are several if the jobs need them
   */
  ConsumerResponse deliver(DeliveryRequest request, Duration timeout, DeliveryProgress progress);

  /**
   * Delivers jobs for a person who waits for the response.
   *
   * @param timeout of the consumer's work, and once more of the wait for a free consumer
   */
  default ConsumerResponse test(DeliveryRequest request, Duration timeout) {
    return deliver(request, timeout);
  }

  /** Delivers jobs without reporting progress. */
  default ConsumerResponse deliver(DeliveryRequest request, Duration timeout) {
    return deliver(request, timeout, () -> {});
  }

  /**
   * Asks whether the consumer can be reached and knows the topic; a success means that jobs may be
   * delivered.
   *
   * @param timeout of the whole exchange
   */
  ConsumerResponse ping(TopicId topic, Duration timeout);

  /** Returns the state of the consumer's php-fpm children; empty for other consumers. */
  default Optional<FastCgiPool> pool() {
    return Optional.empty();
  }

  /** Returns how many concurrent deliveries are of use to the consumer now; at least 1. */
  default int capacity() {
    return Integer.MAX_VALUE;
  }

  /** Returns the most jobs of one delivery. */
  default int maxBatch() {
    return Integer.MAX_VALUE;
  }
}
