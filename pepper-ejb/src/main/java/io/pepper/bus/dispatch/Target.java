package io.pepper.bus.dispatch;

import io.pepper.bus.definition.Delivery;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.delivery.Carrier;
import io.pepper.bus.delivery.Carriers;
import io.pepper.connector.fastcgi.FastCgiPool;
import java.util.Optional;

/**
 * To whom a topic is delivered, and by which rules; replaced as a whole.
 *
 * @param carrier null if consumers fetch for themselves
 */
record Target(TopicDefinition definition, Carrier carrier) {
  /**
   * What follows from a changed definition; the same consumer, sent the same, keeps its carrier.
   */
  static Target of(TopicDefinition definition, Target before, Carriers carriers) {
    Delivery delivery = definition.delivery();
    if (before != null
        && before.definition.delivery().equals(delivery)
        && before.definition.maxFormBytes().equals(definition.maxFormBytes())) {
      return new Target(definition, before.carrier);
    }
    boolean pulled = delivery instanceof Delivery.Pull;
    return new Target(definition, pulled ? null : carriers.to(definition));
  }

  boolean isPulled() {
    return carrier == null;
  }

  boolean sameConsumer(Target other) {
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
