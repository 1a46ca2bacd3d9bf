package io.pepper.bus.delivery;

import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.delivery.http.HttpConnections;
import io.pepper.connector.fastcgi.FastCgiClient;
import java.util.function.Supplier;

/**
 * The factory of transports. All HTTP transports share their connections, of which idle ones are
 * kept per host, never more than a topic's workers used at once. Safe for any number of threads.
 */
public final class DeliveryTransports implements AutoCloseable {
  private final Supplier<FastCgiClient> fastCgi;
  private final int maxFormBytes;
  private HttpConnections http;

  /**
   * Creates a factory.
   *
   * @param fastCgi called for each new transport, not for each job
   * @param maxFormBytes the largest form of topics that name no limit
   */
  public DeliveryTransports(Supplier<FastCgiClient> fastCgi, int maxFormBytes) {
    this.fastCgi = fastCgi;
    this.maxFormBytes = maxFormBytes;
  }

  /**
   * Creates the transport of a topic.
   *
   * @throws IllegalArgumentException for a topic that is not pushed
   */
  public DeliveryTransport create(TopicDefinition topic) {
    return create(topic.delivery(), topic.maxFormBytes().orElse(maxFormBytes));
  }

  DeliveryTransport create(DeliveryMethod delivery, int maxBytes) {
    return switch (delivery) {
      case DeliveryMethod.FastCgi target -> new FastCgiTransport(fastCgi.get(), target, maxBytes);
      case DeliveryMethod.Http target -> new HttpTransport(http(), target, maxBytes);
      case DeliveryMethod.LocalCommand target -> new CommandTransport(target);
      case DeliveryMethod.Pull none ->
          throw new IllegalArgumentException("consumers of this topic fetch their jobs themselves");
    };
  }

  private synchronized HttpConnections http() {
    if (http == null) {
      http = new HttpConnections();
    }
    return http;
  }

  /** Ends all exchanges. */
  @Override
  public synchronized void close() {
    if (http != null) {
      http.close();
    }
  }
}
