package io.pepper.bus.delivery;

import io.pepper.bus.definition.Delivery;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.outbound.HttpClients;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Makes carriers. All HTTP carriers share one client: it has a thread of its own, and it keeps idle
 * connections per host, never more than a topic's workers used at once. Safe for any number of
 * threads.
 */
public final class Carriers implements AutoCloseable {
  private final Supplier<FastCgiClient> fastCgi;
  private final int maxFormBytes;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpClient http;

  /**
   * @param fastCgi asked at each new carrier, not at each job
   * @param maxFormBytes the largest form of topics that name no limit
   */
  public Carriers(Supplier<FastCgiClient> fastCgi, int maxFormBytes) {
    this.fastCgi = fastCgi;
    this.maxFormBytes = maxFormBytes;
  }

  /**
   * @throws IllegalArgumentException for a topic that is not pushed
   */
  public Carrier to(TopicDefinition topic) {
    return to(topic.delivery(), topic.maxFormBytes().orElse(maxFormBytes));
  }

  Carrier to(Delivery delivery, int maxForm) {
    return switch (delivery) {
      case Delivery.FastCgi target -> new FastCgiCarrier(fastCgi.get(), target, maxForm);
      case Delivery.Http target -> new HttpCarrier(http(), target, maxForm);
      case Delivery.Command target -> new CommandCarrier(target);
      case Delivery.Pull none ->
          throw new IllegalArgumentException("consumers of this topic fetch their jobs themselves");
    };
  }

  private synchronized HttpClient http() {
    if (http == null) {
      http = HttpClients.create(threads);
    }
    return http;
  }

  /** Ends exchanges that still run. */
  @Override
  public synchronized void close() {
    if (http != null) {
      http.shutdownNow();
    }
    threads.shutdownNow();
  }
}
