package io.pepper.bus.dispatch;

import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.bus.delivery.DeliveryTransport;
import io.pepper.job.TopicId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Rings at a topic's consumer. Topics that share a consumer ring one after the other, a few at a
 * time: a thousand of them must not flood it when it comes up.
 */
final class ConsumerPing {
  /** Consumers, by address, and how many pings each gets at once. */
  record Porch(int atOnce, Map<String, Semaphore> doors) {
    Porch(int atOnce) {
      this(atOnce, new ConcurrentHashMap<>());
    }

    private Semaphore door(DeliveryMethod delivery) {
      String address =
          switch (delivery) {
            case DeliveryMethod.FastCgi target -> target.address().text();
            case DeliveryMethod.Http target -> target.url().getAuthority();
            case DeliveryMethod.Command target -> target.command().getFirst();
            case DeliveryMethod.Pull none -> "";
          };
      return doors.computeIfAbsent(address, key -> new Semaphore(atOnce));
    }
  }

  private final TopicId topic;
  private final Porch porch;
  private final Duration limit;
  private Thread ringing;

  ConsumerPing(TopicId topic, Porch porch, Duration limit) {
    this.topic = topic;
    this.porch = porch;
    this.limit = limit;
  }

  /**
   * @return empty if it was broken off
   */
  Optional<ConsumerResponse> ring(DeliveryMethod delivery, DeliveryTransport carrier) {
    Semaphore door = porch.door(delivery);
    begin();
    try {
      door.acquire();
      try {
        return Optional.of(carrier.ping(topic, limit));
      } finally {
        door.release();
      }
    } catch (InterruptedException e) {
      // Only breakOff interrupts; the loop that called looks at its state next.
      return Optional.empty();
    } finally {
      end();
    }
  }

  /** Ends a ring under way. Never interrupts its thread while that does something else. */
  synchronized void breakOff() {
    if (ringing != null) {
      ringing.interrupt();
    }
  }

  private synchronized void begin() {
    ringing = Thread.currentThread();
  }

  private synchronized void end() {
    ringing = null;
    Thread.interrupted();
  }
}
