package io.pepper.bus.dispatch;

import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.bus.delivery.DeliveryTransport;
import io.pepper.job.TopicId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * The pings of one topic's consumer. Topics that share a consumer ping it a few at a time, so that
 * a thousand of them do not flood it when it comes up.
 */
final class ConsumerPing {
  private final TopicId topic;
  private final PingLimiter limiter;
  private final Duration timeout;
  private Thread pinging;

  ConsumerPing(TopicId topic, PingLimiter limiter, Duration timeout) {
    this.topic = topic;
    this.limiter = limiter;
    this.timeout = timeout;
  }

  /**
   * Pings the consumer. Blocks while others ping it, then for at most the timeout.
   *
   * @return empty if it was interrupted by {@link #interrupt}
   */
  Optional<ConsumerResponse> ping(DeliveryMethod delivery, DeliveryTransport transport) {
    Semaphore permits = limiter.permits(delivery);
    begin();
    try {
      permits.acquire();
      try {
        return Optional.of(transport.ping(topic, timeout));
      } finally {
        permits.release();
      }
    } catch (InterruptedException e) {
      // Only interrupt() interrupts; the loop that called checks its state next.
      return Optional.empty();
    } finally {
      end();
    }
  }

  /** Ends a ping under way; never interrupts its thread while that does something else. */
  synchronized void interrupt() {
    if (pinging != null) {
      pinging.interrupt();
    }
  }

  private synchronized void begin() {
    pinging = Thread.currentThread();
  }

  private synchronized void end() {
    pinging = null;
    Thread.interrupted();
  }
}
