package io.pepper.bus.dispatch;

import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.delivery.DeliveryTransport;
import io.pepper.bus.delivery.DeliveryTransports;
import io.pepper.bus.metrics.TopicState;
import io.pepper.connector.fastcgi.FastCgiPool;
import java.util.Optional;

/**
 * The consumer of a topic and the rules of its delivery; replaced as a whole.
 *
 * @param transport null if consumers fetch for themselves
 * @param jobTime the consumer's time for a job
 */
record DeliveryTarget(TopicDefinition definition, DeliveryTransport transport, JobTime jobTime) {
  /** Returns the target of a changed definition; an unchanged consumer keeps its transport. */
  static DeliveryTarget of(
      TopicDefinition definition, DeliveryTarget before, DeliveryTransports transports) {
    DeliveryMethod delivery = definition.delivery();
    if (before != null
        && before.definition.delivery().equals(delivery)
        && before.definition.maxFormBytes().equals(definition.maxFormBytes())) {
      return new DeliveryTarget(definition, before.transport, before.jobTime);
    }
    boolean pulled = delivery instanceof DeliveryMethod.Pull;
    return new DeliveryTarget(
        definition, pulled ? null : transports.create(definition), new JobTime());
  }

  /** Returns the state of the topic while its dispatcher runs. */
  TopicState state(boolean consumerAvailable) {
    if (isPulled()) {
      return TopicState.PULLED;
    }
    if (definition.paused()) {
      return TopicState.PAUSED;
    }
    return consumerAvailable ? TopicState.OPEN : TopicState.CLOSED;
  }

  boolean isPulled() {
    return transport == null;
  }

  /** Returns whether the other target, which may be null, has the same transport. */
  boolean sameConsumer(DeliveryTarget other) {
    return other != null && transport == other.transport;
  }

  /** Returns how many concurrent deliveries are of use to the consumer; at least 1. */
  int capacity() {
    return isPulled() ? 1 : transport.capacity();
  }

  Optional<FastCgiPool> pool() {
    return isPulled() ? Optional.empty() : transport.pool();
  }

  /**
   * Returns among how many workers to share waiting jobs: those of use, or all as long as the
   * consumer may have room for more of them.
   */
  int sharers(int useful) {
    int workers = definition.workers();
    return useful < workers && pool().filter(pool -> !pool.full()).isPresent() ? workers : useful;
  }

  BatchRule batchRule() {
    int transportMax = isPulled() ? 1 : transport.maxBatch();
    return BatchRule.of(definition.batch(), transportMax, definition.timeout(), jobTime);
  }
}
