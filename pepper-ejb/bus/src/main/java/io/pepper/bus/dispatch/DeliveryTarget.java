package io.pepper.bus.dispatch;

import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.delivery.DeliveryTransport;
import io.pepper.bus.delivery.DeliveryTransports;
import io.pepper.connector.fastcgi.FastCgiPool;
import java.util.Optional;

/**
 * To whom a topic is delivered, and by which rules; replaced as a whole.
 *
 * @param carrier null if consumers fetch for themselves
 */
record DeliveryTarget(TopicDefinition definition, DeliveryTransport carrier) {
  /**
   * What follows from a changed definition; the same consumer, sent the same, keeps its carrier.
   */
  static DeliveryTarget of(
      TopicDefinition definition, DeliveryTarget before, DeliveryTransports carriers) {
    DeliveryMethod delivery = definition.delivery();
    if (before != null
        && before.definition.delivery().equals(delivery)
        && before.definition.maxFormBytes().equals(definition.maxFormBytes())) {
      return new DeliveryTarget(definition, before.carrier);
    }
    boolean pulled = delivery instanceof DeliveryMethod.Pull;
    return new DeliveryTarget(definition, pulled ? null : carriers.to(definition));
  }

  boolean isPulled() {
    return carrier == null;
  }

  boolean sameConsumer(DeliveryTarget other) {
    return other != null && carrier == other.carrier;
  }

  /** How many deliveries at once are of use to the consumer. */
  int capacity() {
    return isPulled() ? 1 : carrier.capacity();
  }

  Optional<FastCgiPool> pool() {
    return isPulled() ? Optional.empty() : carrier.pool();
  }

  int batch() {
    return isPulled() ? 1 : Math.min(definition.batch(), carrier.batchLimit());
  }
}
